using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// Matrices inside a tensor: element (b.., r, c) lies at Start + sum b_i BatchStrides[i] + r RowStride + c ColumnStride, in elements. A
/// stride of 0 repeats (broadcast).
/// </summary>
public sealed record MatrixView(TensorDecl Tensor, IndexExpr RowStride, IndexExpr ColumnStride)
{
    public IndexExpr Start { get; init; } = IndexExpr.Zero;

    /// <summary>One stride for each batch axis of the product; fewer are taken as the last ones.</summary>
    public ImmutableArray<IndexExpr> BatchStrides { get; init; } = [];

    /// <summary>
    /// The last two axes of a tensor are the matrix, the ones before are batch axes; an axis of extent 1 is broadcast. A vector (rank 1)
    /// is one row, repeated.
    /// </summary>
    public static MatrixView Of(TensorDecl tensor, bool transposed = false)
    {
        var strides = tensor.Strides.Select((stride, axis) => tensor.Shape[axis].Equals(IndexExpr.One) ? IndexExpr.Zero : stride).ToArray();
        if (strides.Length < 2) return new MatrixView(tensor, IndexExpr.Zero, strides.Length == 1 ? strides[0] : IndexExpr.Zero);
        var (row, column) = (strides[^2], strides[^1]);
        return new MatrixView(tensor, transposed ? column : row, transposed ? row : column) { BatchStrides = [.. strides[..^2]] };
    }

    /// <summary>The first element of a tile at (row, column) of one batch.</summary>
    internal IndexExpr At(ImmutableArray<IndexExpr> batch, IndexExpr row, IndexExpr column)
    {
        var start = Start + row * RowStride + column * ColumnStride;
        for (var i = 0; i < BatchStrides.Length; i++) start += batch[batch.Length - BatchStrides.Length + i] * BatchStrides[i];
        return start;
    }

    internal ImmutableArray<TransferAxis> Axes(long rows, long columns, IndexExpr? validRows, IndexExpr? validColumns) =>
        [new(rows, RowStride, 0, High: validRows), new(columns, ColumnStride, 1, High: validColumns)];
}
