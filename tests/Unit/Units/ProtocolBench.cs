using System.Collections.Concurrent;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Akka.Actor;
using Akka.TestKit.Xunit2;

namespace ActorSim.Tests.Unit;

/// <summary>
/// A few units between neighbours that are probes, in a test's actor system. Under `sequential` the test winds time: a run stands
/// still wherever the test asks what somebody has heard. Under `rounds` the run is over before anybody asks.
/// </summary>
internal sealed class ProtocolBench : IMessageObserver, IDisposable
{
    private readonly TestKit _kit;
    private readonly string _sync;
    private readonly WoundClock? _clock;
    private readonly ConcurrentDictionary<string, IActorRef> _ears = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _dismantled = new();
    private Task<RunSummary>? _run;
    private SimTime _stands = SimTime.Zero;

    public ProtocolBench(TestKit kit, string sync)
    {
        _kit = kit;
        _sync = sync;
        _clock = sync == Synchronizers.Sequential ? Units.Add(new WoundClock(), 0) : null;
    }

    /// <summary>One clock for core, interconnect and memory.</summary>
    public static Clock Clock { get; } = new Timebase(940_000_000).Clock("all", 940_000_000);

    /// <summary>To add units and links to, before <see cref="Begin"/>.</summary>
    public TopologyBuilder Units { get; } = new("bench");

    public Topology Topology { get; private set; } = null!;

    /// <summary>Whether the test winds time; else a run is over when it has begun.</summary>
    public bool IsWound => _clock is not null;

    public static SimTime Edge(long cycle) => Clock.At(cycle);

    /// <summary>Half a cycle after the edge: when units are asked, and when interconnect cycles are.</summary>
    public static SimTime HalfAfter(long cycle) => Clock.At(cycle) + 1;

    /// <summary>Half a cycle before it: the scheduler's time.</summary>
    public static SimTime HalfBefore(long cycle) => new(Clock.At(cycle).Ticks - 1);

    public Neighbour Neighbour(string name, int group, bool onlyReacts = false)
    {
        var probe = _kit.CreateTestProbe();
        var unit = new ProbeUnit(name, Clock, probe.Ref) { Describe = Spoken.Of, OnlyReacts = onlyReacts };
        return new Neighbour(this, Units.Add(unit, group), probe);
    }

    /// <summary>Listens to what a real unit is told.</summary>
    public Ear At(ActorSim.Kernel.Model.Unit unit)
    {
        var probe = _kit.CreateTestProbe();
        _ears["/user/bench/" + unit.Name] = probe.Ref;
        return new Ear(this, unit.Name, probe);
    }

    public void Begin()
    {
        Topology = Units.Build();
        var options = new SimulationOptions { System = _kit.Sys, Observer = this };
        var synchronizer = Synchronizers.Create(_sync, options);
        _run = Task.Factory.StartNew(() => synchronizer.Run(Topology, _dismantled.Token), TaskCreationOptions.LongRunning);
        if (_clock is null)
        {
            _run.GetAwaiter().GetResult();
        }
        else
        {
            Await();
        }
    }

    /// <summary>Goes on until everything before <paramref name="until"/> has been handled.</summary>
    public void Wind(SimTime until)
    {
        if (_clock is not null && until > _stands && !_run!.IsCompleted)
        {
            _stands = until;
            _clock.Wind(until);
            Await();
        }
    }

    /// <summary>Lets the run go to its end.</summary>
    public RunSummary End()
    {
        Wind(SimTime.Never);
        return _run!.GetAwaiter().GetResult();
    }

    public void OnMessage(ActorPath receiver, TimedMessage message)
    {
        if (_ears.TryGetValue(receiver.ToStringWithoutAddress(), out var ear))
        {
            ear.Tell(new ProbeUnit.Seen(Clock.LastAtOrBefore(message.Time), Spoken.Of(message)) { At = message.Time });
        }
    }

    /// <summary>Ends a run that a test has left in the middle, whatever became of it.</summary>
    public void Dispose()
    {
        _dismantled.Cancel();
        if (_clock is not null && _run is not null)
        {
            _clock.Wind(SimTime.Never);
            Task.WaitAny(_run);
        }

        _clock?.Dispose();
        _dismantled.Dispose();
    }

    // A run that failed says so here: the test asked for a time that it did not reach.
    private void Await()
    {
        _clock!.AwaitStand(_run!);
        if (_run!.IsFaulted)
        {
            _run.GetAwaiter().GetResult();
        }
    }
}
