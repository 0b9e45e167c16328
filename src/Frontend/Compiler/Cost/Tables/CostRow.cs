using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Cost.Tables;

/// <summary>Cost of one compute node; rows are in the order of the kernel's nodes.</summary>
/// <param name="Cycles">Core cycles, at least 0.</param>
/// <param name="Overlap">0..<paramref name="Cycles"/>.</param>
/// <param name="Name">The tile's, or null if the file does not say.</param>
/// <param name="Unit">The tile's, or null if the file does not say.</param>
/// <param name="Origin">Where the figure comes from; one line, may be empty.</param>
public sealed record CostRow(long Cycles, long Overlap, string? Name, ComputeUnit? Unit, string Origin);
