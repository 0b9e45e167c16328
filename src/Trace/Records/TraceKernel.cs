namespace ActorSim.Trace.Records;

/// <summary>A group of work-items.</summary>
/// <param name="Id">Small non-negative number.</param>
/// <param name="Name">For reports only.</param>
/// <param name="DependsOn">Kernels begun earlier in the trace that must end before this one starts.</param>
/// <param name="Partition">Tenant, at least 0; partitions own disjoint sets of cores.</param>
public sealed record TraceKernel(int Id, string Name, IReadOnlyList<int> DependsOn, int Partition);
