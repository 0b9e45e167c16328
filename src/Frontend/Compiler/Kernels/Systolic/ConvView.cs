using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// A tensor as a convolution sees it: element (row, column, spatial..) lies at Start + row RowStride + column ColumnStride + sum of
/// spatial strides. Rows and columns are batch and channel of images, output and input channel of weights.
/// </summary>
public sealed record ConvView(TensorDecl Tensor, IndexExpr RowStride, IndexExpr ColumnStride, ImmutableArray<IndexExpr> SpatialStrides)
{
    public IndexExpr Start { get; init; } = IndexExpr.Zero;

    /// <summary>Of weights: from a group's first output channel to the next group's; null: the output channels lie in one row.</summary>
    public IndexExpr? GroupStride { get; init; }

    /// <summary>Batch, channel, then spatial axes (NCHW); or output channel, input channel, spatial axes (OIHW).</summary>
    public static ConvView ChannelsFirst(TensorDecl tensor)
    {
        var strides = tensor.Strides;
        return new ConvView(tensor, strides[0], strides[1], strides[2..]);
    }

    /// <summary>Batch, spatial axes, channel (NHWC).</summary>
    public static ConvView ChannelsLast(TensorDecl tensor)
    {
        var strides = tensor.Strides;
        return new ConvView(tensor, strides[0], strides[^1], strides[1..^1]);
    }

    /// <summary>Weights of spatial axes, input channel, output channel (HWIO).</summary>
    public static ConvView ChannelsLastWeights(TensorDecl tensor)
    {
        var strides = tensor.Strides;
        return new ConvView(tensor, strides[^1], strides[^2], strides[..^2]);
    }

    /// <summary>Weights of a transposed convolution: input channel, output channel of a group, spatial axes (IOHW).</summary>
    public static ConvView TransposedWeights(TensorDecl tensor, long groupInChannels)
    {
        var strides = tensor.Strides;
        return new ConvView(tensor, strides[1], strides[0], strides[2..]) { GroupStride = strides[0] * groupInChannels };
    }

    internal IndexExpr At(IndexExpr row, IndexExpr column, IReadOnlyList<IndexExpr> spatial)
    {
        var start = Start + row * RowStride + column * ColumnStride;
        for (var i = 0; i < SpatialStrides.Length; i++) start += spatial[i] * SpatialStrides[i];
        return start;
    }
}
