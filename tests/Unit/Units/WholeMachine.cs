using ActorSim.Actors.Machine;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using ActorSim.Tests.Laws;
using ActorSim.Tests.Oracle;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using Akka.Actor;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>A machine whose every unit has something to do, for tests from outside.</summary>
internal sealed class WholeMachine : IDisposable
{
    public const int Channels = 16;
    private readonly TraceWorkSource _source;

    public WholeMachine(int cores)
    {
        var spec = new OracleMachine { Cores = cores, Channels = Channels }.ToSpec();
        var request = new TraceRequest(new TraceReader(new MemoryStream(Work(cores)), "work"), "work");
        _source = new TraceWorkSource(spec.Scheduler, cores, [request], spec.Dma.InjectionPorts, spec.Dma.RequestBytes);
        Machine = MachineBuilder.Build(spec, _source);
    }

    public MachineUnits Machine { get; }

    /// <summary>One of each kind of unit, by its path in the machine.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["scheduler", "core-1", "core-1/array-1", "core-1/vector", "core-1/cross-lane", "core-1/dma", "dram/channel-12"];

    /// <summary>Paths of all actors of units, as they should be.</summary>
    public static IEnumerable<string> Paths(int cores)
    {
        yield return "/user/machine/scheduler";
        for (var c = 0; c < cores; c++)
        {
            yield return $"/user/machine/core-{c}";
            yield return $"/user/machine/core-{c}/array-0";
            yield return $"/user/machine/core-{c}/array-1";
            yield return $"/user/machine/core-{c}/cross-lane";
            yield return $"/user/machine/core-{c}/dma";
            yield return $"/user/machine/core-{c}/vector";
        }

        for (var m = 0; m < Channels; m++)
        {
            yield return $"/user/machine/dram/channel-{m}";
        }
    }

    public ActorSim.Kernel.Model.Unit Unit(string path) => Machine.Topology.Units.Single(u => u.Name == path);

    public SimulationResult Run(string sync, ActorSystem system, IMessageObserver? observer = null, int workers = 1) =>
        Simulation.Run(Machine, Synchronizers.Create(sync, new SimulationOptions { System = system, Observer = observer, Workers = workers }));

    /// <summary>Runs it into a failure and returns the cause; what was counted by then is there.</summary>
    public T Fails<T>(string sync, ActorSystem system, IMessageObserver? observer = null)
        where T : Exception
    {
        var failed = Assert.Throws<SimulationFailedException>(() => Run(sync, system, observer, workers: 2));
        var cause = Assert.IsType<T>(failed.InnerException);
        Assert.StartsWith(cause.Message, failed.Message, StringComparison.Ordinal);
        Assert.True(failed.Partial.IsPartial);
        Assert.Equal(Machine.Topology.Units.Sum(u => u.MessagesHandled), failed.Partial.Kernel.Messages);
        return cause;
    }

    public void Dispose() => _source.Dispose();

    // Three work-items per core, each with loads and a store over all channels, both arrays, vector and cross-lane unit.
    private static byte[] Work(int cores)
    {
        var work = new MicroTrace();
        var (a, b) = (work.Weights(), work.Weights());
        var (data, sum) = (work.Buffer(64 * 32), work.Buffer(64 * 32));
        for (var i = 0; i < 3 * cores; i++)
        {
            work.Item().Load(data, 64, slot: 0).Barrier(0, data).Preload(a, 10, data).Preload(b, 10, data)
                .Matmul(a, sum, 40, 10, data).Matmul(b, sum, 40, 10, data).Vector(25, [sum], [sum])
                .Compute(ComputeUnit.CrossLane, 15, 5, [sum], [sum]).Store(sum, 64);
        }

        return work.ToBytes();
    }
}

/// <summary>Does what a test says when an actor gets its n-th message, before its unit handles that.</summary>
internal sealed class Trap(string unit, int nth, Action<TimedMessage> spring) : IMessageObserver
{
    private readonly string _path = "/user/machine/" + unit;
    private int _seen;

    public bool HasSprung => _seen >= nth;

    public void OnMessage(ActorPath receiver, TimedMessage message)
    {
        if (receiver.ToStringWithoutAddress() == _path && ++_seen == nth)
        {
            spring(message);
        }
    }
}
