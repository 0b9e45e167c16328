using ActorSim.Kernel.Model;
using Akka.Actor;

namespace ActorSim.Kernel.Dispatch;

/// <summary>Runs topologies on the virtual-time dispatcher of an actor system, with one driver or another.</summary>
/// <param name="name">One of <see cref="Synchronizers.Names"/>.</param>
/// <param name="options">Workers, partition, system.</param>
internal sealed class VirtualTimeRun(string name, SimulationOptions options) : ISynchronizer
{
    public RunSummary Run(Topology topology, CancellationToken cancel = default)
    {
        if ((options.System ?? options.Opening?.GetAwaiter().GetResult()) is { } given)
        {
            return RunIn(given, topology, cancel);
        }

        var system = SimulationSystem.Create();
        try
        {
            return RunIn(system, topology, cancel);
        }
        finally
        {
            system.Terminate();
        }
    }

    private RunSummary RunIn(ActorSystem system, Topology topology, CancellationToken cancel)
    {
        var dispatcher = DispatcherOf(system);
        var folders = new UnitFolder(topology.Units, VirtualTimeDispatcher.Name);
        var run = new RunControl(topology, folders, options.Observer);
        dispatcher.Begin(run);
        IActorRef? root = null;
        try
        {
            var props = Props.CreateBy(new ActorProducer(() => topology.CreateRoot(folders))).WithDispatcher(VirtualTimeDispatcher.Name);
            root = system.ActorOf(props, topology.Root);
            run.AwaitUnits();
            return Drive(topology, run, cancel);
        }
        finally
        {
            run.EndMessages();
            dispatcher.End(run);
            if (root is not null)
            {
                Stop(root, system);
            }
        }
    }

    // A system that goes on may run another simulation, whose actors have the same names.
    private void Stop(IActorRef root, ActorSystem system)
    {
        var stopped = options.System is null ? Task.CompletedTask : root.WatchAsync();
        system.Stop(root);
        stopped.GetAwaiter().GetResult();
    }

    private RunSummary Drive(Topology topology, RunControl run, CancellationToken cancel)
    {
        var (chosen, reason) = name == Synchronizers.Auto ? Synchronizers.Choose(topology, options.Workers) : (name, "");
        if (chosen == Synchronizers.Sequential)
        {
            var driver = new SequentialDriver(topology, run);
            Begin(topology, run, driver);
            driver.Run(cancel);
            return Summarize(topology, run, driver.Pending) with
            {
                Activations = driver.Activations,
                Synchronizer = chosen,
                Reason = reason,
            };
        }

        using var rounds = new RoundsDriver(topology, run, options);
        Begin(topology, run, rounds);
        rounds.Run(cancel);
        return Summarize(topology, run, rounds.Pending) with
        {
            Activations = rounds.Activations,
            Rounds = rounds.Rounds,
            Synchronizer = chosen,
            Reason = reason,
        };
    }

    private static void Begin(Topology topology, RunControl run, IDriver driver)
    {
        run.Driver = driver;
        foreach (var unit in topology.Units)
        {
            unit.Drive(driver);
        }

        // The first message of each unit lets it schedule its first; told in declaration order.
        foreach (var unit in topology.Units)
        {
            var begin = new SimulationBegins();
            begin.Stamp(0, 0, unit.Index, unit.Index);
            unit.Cell!.Invoke(new Envelope(begin, unit.Address));
            if (run.WantsAttention)
            {
                run.Attend();
                run.ThrowIfFailed();
            }
        }
    }

    private static RunSummary Summarize(Topology topology, RunControl run, int pending)
    {
        run.ThrowIfFailed();
        if (pending == 0)
        {
            MessageBalance.Check(topology);
        }

        long messages = 0;
        var end = SimTime.Zero;
        foreach (var unit in topology.Units)
        {
            end = SimTime.Max(end, unit.Now);
            messages += unit.MessagesHandled;
        }

        return new RunSummary(messages, 0, end, pending > 0);
    }

    private static VirtualTimeDispatcher DispatcherOf(ActorSystem system)
    {
        Exception? cause = null;
        try
        {
            if (system.Dispatchers.HasDispatcher(VirtualTimeDispatcher.Name)
                && system.Dispatchers.Lookup(VirtualTimeDispatcher.Name) is VirtualTimeDispatcher dispatcher)
            {
                return dispatcher;
            }
        }
        catch (Exception e)
        {
            // What Akka throws for a type that it cannot make depends on the type.
            cause = e;
        }

        throw new ArgumentException(
            $"the actor system '{system.Name}' has no dispatcher '{VirtualTimeDispatcher.Name}' of type VirtualTimeDispatcher: create it with "
            + "SimulationSystem.Configuration(), and do not override its type", cause);
    }
}
