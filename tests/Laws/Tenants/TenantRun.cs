using ActorSim.Actors.Machine;
using ActorSim.Actors.Scheduler;
using ActorSim.Actors.Scheduler.Arrivals;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Oracle;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Tests.Laws.Tenants;

/// <summary>A run of tenants, and of traces beside them.</summary>
internal sealed record TenantRun(SimulationResult Result, IReadOnlyList<Tenant> Tenants, EventRecorder Events)
{
    public static TenantRun Of(
        OracleMachine machine, IReadOnlyList<Tenant> tenants, ISynchronizer? synchronizer = null, params (byte[] Trace, long Arrival)[] traces)
    {
        var (spec, events) = (machine.ToSpec(), new EventRecorder());
        var requests = traces.Select(t => new TraceRequest(new TraceReader(new MemoryStream(t.Trace), "trace"), "trace", t.Arrival)).ToArray();
        using var source = new TraceWorkSource(spec.Scheduler, spec.Cores, requests, spec.Dma.InjectionPorts, spec.Dma.RequestBytes, tenants);
        var built = MachineBuilder.Build(spec, source, events);
        return new TenantRun(Simulation.Run(built, synchronizer ?? Synchronizers.Create(Synchronizers.Sequential)), tenants, events);
    }

    /// <summary>A tenant whose batch of n is the n-th of these traces, or the last.</summary>
    public static Tenant Sender(TenantSpec spec, IArrivalProcess arrivals, params byte[][] batches) => new(spec, arrivals, new Work(batches));

    /// <summary>A machine whose cores, numbered from 0, each are a partition.</summary>
    public static OracleMachine Partitions(int cores) => new()
    {
        Cores = cores,
        Scheduler = new SchedulerSpec(DispatchCatalog.RoundRobin, 1, [.. Enumerable.Range(0, cores).Select(c => new[] { c })]),
    };

    /// <summary>So many work-items of a vector operation each, and a kernel after them that waits for all.</summary>
    public static byte[] Compute(int items, long cycles)
    {
        var trace = new MicroTrace().Kernel();
        for (var i = 0; i < items; i++)
        {
            trace.Item().Vector(cycles, [], []);
        }

        return trace.Kernel(dependsOn: [0]).Item().Vector(cycles, [], []).ToBytes();
    }

    private sealed class Work(byte[][] batches) : ITenantWork
    {
        public ITraceSource Open(int requests) => new TraceReader(new MemoryStream(batches[Math.Min(requests, batches.Length) - 1]), "batch");
    }
}
