using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// C = activation(scale(A) B + bias + residual), over a batch. A is M x K, B is K x N, the others M x N (by their views). Float operands
/// are summed in f32 and rounded once at the end; i8 and u8 operands are summed in i32.
/// </summary>
public sealed record MatmulSpec(MatrixView A, MatrixView B, MatrixView C, IndexExpr M, IndexExpr N, IndexExpr K)
{
    public string Name { get; init; } = "matmul";

    /// <summary>Extents of the batch axes, outermost first.</summary>
    public ImmutableArray<IndexExpr> Batch { get; init; } = [];

    /// <summary>What the sums start from.</summary>
    public MatrixView? Bias { get; init; }

    /// <summary>Added after the product, before the activation.</summary>
    public MatrixView? Residual { get; init; }

    public Activation Activation { get; init; }

    /// <summary>A is multiplied by it (in its own type) before the product; null: it is not.</summary>
    public double? PrologueScale { get; init; }

    /// <summary>The type sums are kept in.</summary>
    public ElementType AccumulatorType => Accumulator.TypeFor(A.Tensor.Type);

    /// <summary>The sums start from the residual.</summary>
    public bool ResidualIsSeed => Residual?.Tensor.Type == AccumulatorType;

    /// <summary>The bias has a buffer of its own: something else is in the sums already, or it is of another type.</summary>
    public bool BiasIsApart => Bias is { } bias && (ResidualIsSeed || bias.Tensor.Type != AccumulatorType);

    /// <summary>The bias is one row for all rows of C.</summary>
    public bool BiasIsRow => Bias is { } bias && bias.RowStride.Equals(IndexExpr.Zero);
}
