using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>Windows of a pooling over the spatial axes of N x C x ..., one number for each spatial axis.</summary>
/// <param name="Kernel">Window extents, 1 or more.</param>
/// <param name="Strides">1 or more.</param>
/// <param name="PadsBefore">0 or more.</param>
/// <param name="PadsAfter">0 or more.</param>
/// <param name="Dilations">1 or more.</param>
public sealed record PoolSpec(
    ImmutableArray<long> Kernel, ImmutableArray<long> Strides, ImmutableArray<long> PadsBefore, ImmutableArray<long> PadsAfter,
    ImmutableArray<long> Dilations)
{
    /// <summary>Whether a last window that is only partly inside the padded input counts.</summary>
    public bool Ceil { get; init; }

    /// <summary>Average: padding counts as zeros; else only elements of the input count.</summary>
    public bool CountIncludePad { get; init; }

    /// <summary>The same numbers on all of <paramref name="axes"/> spatial axes.</summary>
    public static PoolSpec Square(int axes, long kernel, long stride, long pad, long dilation = 1)
    {
        ImmutableArray<long> All(long value) => [.. Enumerable.Repeat(value, axes)];
        return new PoolSpec(All(kernel), All(stride), All(pad), All(pad), All(dilation));
    }

    /// <summary>Extent of the output along spatial axis <paramref name="k"/>; windows that would start behind the input do not count.</summary>
    public IndexExpr Output(int k, IndexExpr input)
    {
        var span = input + PadsBefore[k] + PadsAfter[k] - (Dilations[k] * (Kernel[k] - 1) + 1);
        if (!Ceil) return IndexExpr.FloorDiv(span, Strides[k]) + 1;
        return IndexExpr.Min(IndexExpr.CeilDiv(span, Strides[k]) + 1, IndexExpr.FloorDiv(input + PadsBefore[k] - 1, Strides[k]) + 1);
    }

    /// <summary>Shape of the output for an input N x C x ...</summary>
    public ImmutableArray<IndexExpr> Output(IReadOnlyList<IndexExpr> input) =>
        [input[0], input[1], .. Kernel.Select((_, k) => Output(k, input[k + 2]))];
}
