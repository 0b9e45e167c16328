using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Cost.Tables;

/// <summary>A compute node of a kernel, to which a cost belongs.</summary>
public sealed record ComputeNode(int TileId, string Name, ComputeUnit Unit);
