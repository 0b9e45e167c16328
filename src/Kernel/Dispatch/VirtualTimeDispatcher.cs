using ActorSim.Kernel.Model;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace ActorSim.Kernel.Dispatch;

/// <summary>
/// The synchronizer, as Akka sees it: a dispatcher that hands messages to actors in the order of simulated time. A timed message that is told
/// to an actor is filed under its time with the run's driver, which invokes the actor's cell when it is safe. Everything else (creation,
/// supervision, death watch) takes Akka's own way, on the driver's thread while there is a run.
/// </summary>
public sealed class VirtualTimeDispatcher : MessageDispatcher, IRunDispatcher
{
    /// <summary>Its name in hocon/akka.conf.</summary>
    public const string Name = "actorsim.virtual-time-dispatcher";

    private volatile RunControl? _run;

    internal VirtualTimeDispatcher(MessageDispatcherConfigurator configurator)
        : base(configurator) => Id = Name;

    /// <summary>The run that has it; null between runs.</summary>
    internal RunControl? Run => _run;

    IRun? IRunDispatcher.Run => _run;

    /// <inheritdoc/>
    public override void Dispatch(ActorCell cell, Envelope envelope)
    {
        if (envelope.Message is not TimedMessage message)
        {
            base.Dispatch(cell, envelope);
        }
        else if (_run is { HasEnded: false } run)
        {
            File(run, message);
        }
        else
        {
            Refuse(cell, envelope.Sender, message);
        }
    }

    /// <summary>Gives it to a run.</summary>
    /// <exception cref="InvalidOperationException">Another run has it.</exception>
    internal void Begin(RunControl run)
    {
        if (Interlocked.CompareExchange(ref _run, run, null) is not null)
        {
            throw new InvalidOperationException("an actor system runs one simulation at a time; use another one, or wait for the end of the first");
        }
    }

    /// <summary>Ends the run that the system has, if it has one. For what goes wrong between actors, where Akka would go on without the message.</summary>
    internal static void FailRunOf(ActorSystem system, Exception cause)
    {
        if (system.Dispatchers.HasDispatcher(Name) && system.Dispatchers.Lookup(Name) is VirtualTimeDispatcher dispatcher)
        {
            dispatcher._run?.Fail(cause);
        }
    }

    internal void End(RunControl run)
    {
        if (Interlocked.CompareExchange(ref _run, null, run) == run)
        {
            foreach (var task in run.Close())
            {
                ThreadPool.UnsafeQueueUserWorkItem(task, preferLocal: false);
            }
        }
    }

    /// <inheritdoc/>
    protected override void ExecuteTask(IRunnable run)
    {
        if (_run?.TryExecute(run) != true)
        {
            ThreadPool.UnsafeQueueUserWorkItem(run, preferLocal: false);
        }
    }

    /// <inheritdoc/>
    protected override void Shutdown()
    {
    }

    // Akka drops what a Tell throws: a message that cannot be filed ends the run instead.
    private static void File(RunControl run, TimedMessage message)
    {
        try
        {
            run.Driver.File(message);
        }
        catch (Exception exception)
        {
            run.Fail(exception);
        }
    }

    // Nobody is left to handle it: not silently lost, and not an error of Akka's.
    private void Refuse(ActorCell cell, IActorRef sender, TimedMessage message)
    {
        EventStream.Publish(new Error(null, cell.Self.Path.ToStringWithoutAddress(), GetType(),
            $"{message.GetType().Name} for time {message.Time}: the simulation has ended, its units take no more messages"));
        EventStream.Publish(new DeadLetter(message, sender ?? ActorRefs.NoSender, cell.Self));
    }
}

/// <summary>Makes the <see cref="VirtualTimeDispatcher"/> of an actor system; named in hocon/akka.conf.</summary>
public sealed class VirtualTimeDispatcherConfigurator : MessageDispatcherConfigurator
{
    private readonly VirtualTimeDispatcher _dispatcher;

    public VirtualTimeDispatcherConfigurator(Config config, IDispatcherPrerequisites prerequisites)
        : base(config, prerequisites) => _dispatcher = new VirtualTimeDispatcher(this);

    /// <inheritdoc/>
    public override MessageDispatcher Dispatcher() => _dispatcher;
}
