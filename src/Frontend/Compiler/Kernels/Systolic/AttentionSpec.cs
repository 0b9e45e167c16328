using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// Y = softmax(scale Q K^T + mask) V for each batch element and head. Views have two batch axes: batch element and head (of keys and values:
/// key-value head, each used by Heads / KvHeads neighbouring query heads). Q is L x HeadSize, K is S x HeadSize, V is S x ValueSize, Y is
/// L x ValueSize. Scores, sums and the softmax are kept in f32; exponentials are rounded to the operands' type before they meet V.
/// </summary>
public sealed record AttentionSpec(MatrixView Q, MatrixView K, MatrixView V, MatrixView Y)
{
    public string Name { get; init; } = "attention";

    public required IndexExpr Batch { get; init; }

    public required IndexExpr KvHeads { get; init; }

    /// <summary>Query heads of one key-value head.</summary>
    public long HeadsPerKv { get; init; } = 1;

    /// <summary>Number of queries of a head.</summary>
    public required IndexExpr L { get; init; }

    /// <summary>Number of keys and values of a head.</summary>
    public required IndexExpr S { get; init; }

    public required long HeadSize { get; init; }

    public required long ValueSize { get; init; }

    /// <summary>Factor of the scores; null: 1 / sqrt(HeadSize).</summary>
    public double? Scale { get; init; }

    /// <summary>Query l sees the keys up to l + CausalOffset; null: all.</summary>
    public IndexExpr? CausalOffset { get; init; }

    /// <summary>Added to the scores: L x S, batch axes as those of Q.</summary>
    public MatrixView? Mask { get; init; }

    public IndexExpr Heads => KvHeads * HeadsPerKv;
}
