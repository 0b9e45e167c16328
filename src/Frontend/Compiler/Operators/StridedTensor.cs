using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Systolic;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>A dense tensor seen through a transposition: extents and strides (elements) in the order of the axes that are seen.</summary>
internal sealed record StridedTensor(TensorDecl Tensor, ImmutableArray<IndexExpr> Shape, ImmutableArray<IndexExpr> Strides)
{
    public int Rank => Shape.Length;

    /// <summary>Read through a Transpose of this order; null: as it is. Axes of extent 1 have stride 0: they repeat.</summary>
    public static StridedTensor Read(TensorDecl tensor, long[]? order)
    {
        var strides = tensor.Strides;
        int[] axes = order is null ? [.. Enumerable.Range(0, strides.Length)] : [.. order.Select(a => (int)a)];
        return new StridedTensor(tensor, [.. axes.Select(a => tensor.Shape[a])],
            [.. axes.Select(a => tensor.Shape[a].Equals(IndexExpr.One) ? IndexExpr.Zero : strides[a])]);
    }

    /// <summary>What is written is the Transpose, of this order, of what is seen.</summary>
    public static StridedTensor Written(TensorDecl tensor, long[]? order)
    {
        if (order is null) return Read(tensor, null);
        var inverse = new long[order.Length];
        for (var axis = 0; axis < order.Length; axis++) inverse[order[axis]] = axis;
        return Read(tensor, inverse);
    }

    /// <summary>The last two axes are the matrix.</summary>
    public MatrixView Matrix() => Rank >= 2
        ? new MatrixView(Tensor, Strides[^2], Strides[^1]) { BatchStrides = Strides[..^2] }
        : new MatrixView(Tensor, IndexExpr.Zero, Rank == 1 ? Strides[0] : IndexExpr.Zero);

    /// <summary>All axes but the last as rows of one matrix; the tensor is not transposed.</summary>
    public MatrixView Rows() => new(Tensor, Shape[^1], IndexExpr.One);
}
