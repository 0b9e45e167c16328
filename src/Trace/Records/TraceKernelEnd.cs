namespace ActorSim.Trace.Records;

/// <summary>End of a kernel.</summary>
/// <param name="KernelId">The kernel that ends.</param>
/// <param name="WorkItems">Work-items it had.</param>
public sealed record TraceKernelEnd(int KernelId, long WorkItems);
