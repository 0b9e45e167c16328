using ActorSim.Trace.Records;

namespace ActorSim.Actors.Scheduler.Feeds;

/// <summary>A trace to run.</summary>
/// <param name="Reader">A trace file or a producer, positioned at its start; the run disposes it.</param>
/// <param name="Name">For messages and reports.</param>
/// <param name="ArrivalCycle">Core cycle from which its work may be dispatched, &gt;= 0.</param>
/// <param name="Partition">Runs all its kernels there; null: where the trace says.</param>
public sealed record TraceRequest(ITraceSource Reader, string Name, long ArrivalCycle = 0, int? Partition = null);
