namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>The record of a static compute operation: it is the same every time.</summary>
internal sealed record OperationPlan(int TileId, long[] Dims, int[] Reads, int[] Writes);
