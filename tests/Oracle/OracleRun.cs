using ActorSim.Actors.Core;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Kernel.Dispatch;
using ActorSim.Trace.Reading;

namespace ActorSim.Tests.Oracle;

/// <summary>One run of traces held in memory; everything that a test may want to look at afterwards.</summary>
public sealed class OracleRun
{
    private OracleRun(MachineUnits machine, SimulationResult result, EventRecorder events)
    {
        Machine = machine;
        Result = result;
        Events = events;
    }

    public MachineUnits Machine { get; }

    public SimulationResult Result { get; }

    public EventRecorder Events { get; }

    public long Cycles => Result.Cycles;

    /// <exception cref="FrozenException">The run cannot end.</exception>
    public static OracleRun Of(byte[] trace, OracleMachine machine, ICoreListener? listener = null, ISynchronizer? synchronizer = null) =>
        Of([(trace, 0, null)], machine, new EventRecorder(), listener, synchronizer);

    public static OracleRun Of(
        IReadOnlyList<(byte[] Trace, long Arrival, int? Partition)> traces, OracleMachine machine, EventRecorder events,
        ICoreListener? listener = null, ISynchronizer? synchronizer = null)
    {
        var spec = machine.ToSpec();
        var requests = traces.Select((t, n) =>
            new TraceRequest(new TraceReader(new MemoryStream(t.Trace), $"trace-{n}"), $"trace-{n}", t.Arrival, t.Partition)).ToArray();
        using var source = new TraceWorkSource(spec.Scheduler, spec.Cores, requests, spec.Dma.InjectionPorts, spec.Dma.RequestBytes);
        var built = MachineBuilder.Build(spec, source, listener ?? events);
        return new OracleRun(built, Simulation.Run(built, synchronizer ?? Synchronizers.Create(Synchronizers.Sequential)), events);
    }
}
