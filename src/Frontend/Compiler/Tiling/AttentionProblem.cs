using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>What the choice of attention's tile depends on: nominal extents, in elements.</summary>
public sealed record AttentionProblem(MachineFacts Machine, long Queries, long Keys, long HeadSize, long ValueSize)
{
    public int OperandBytes { get; init; } = 4;

    /// <summary>Bytes of an element of an additive mask; 0: there is none.</summary>
    public int MaskBytes { get; init; }
}
