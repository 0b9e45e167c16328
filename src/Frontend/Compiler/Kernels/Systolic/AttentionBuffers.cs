using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Tiling;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// Buffers of fused attention. All but the streamed operands have queries along the lanes, so softmax and rescaling stay in the lane.
/// </summary>
internal sealed class AttentionBuffers
{
    public AttentionBuffers(TileScope scope, AttentionSpec spec, AttentionTile tile)
    {
        var type = spec.Q.Tensor.Type;
        Q = scope.Buffer("q", type, BufferRole.Load, 1, tile.HeadSize, tile.Queries);
        K = scope.Buffer("k", type, BufferRole.Load, 1, tile.Keys, tile.HeadSize);
        V = scope.Buffer("v", type, BufferRole.Load, 1, tile.ValueSize, tile.Keys);
        Scores = scope.Buffer("scores", ElementType.F32, BufferRole.Accumulator, 1, tile.Keys, tile.Queries);
        P = scope.Buffer("p", type, BufferRole.Scratch, 1, tile.Keys, tile.Queries);
        Sums = scope.Buffer("o", ElementType.F32, BufferRole.Accumulator, 1, tile.ValueSize, tile.Queries);
        Max = scope.Buffer("max", ElementType.F32, BufferRole.Scratch, 0, tile.Queries);
        OldMax = scope.Buffer("old-max", ElementType.F32, BufferRole.Scratch, 0, tile.Queries);
        Total = scope.Buffer("total", ElementType.F32, BufferRole.Scratch, 0, tile.Queries);
        Rescale = scope.Buffer("rescale", ElementType.F32, BufferRole.Scratch, 0, tile.Queries);
        Out = spec.Y.Tensor.Type == ElementType.F32
            ? Sums
            : scope.Buffer("out", spec.Y.Tensor.Type, BufferRole.Scratch, 1, tile.ValueSize, tile.Queries);
        Mask = spec.Mask is null ? null : scope.Buffer("mask", spec.Mask.Tensor.Type, BufferRole.Load, 1, tile.Keys, tile.Queries);
    }

    /// <summary>Queries, transposed: weights of the score product.</summary>
    public SpadBuffer Q { get; }

    public SpadBuffer K { get; }

    /// <summary>Values, transposed.</summary>
    public SpadBuffer V { get; }

    /// <summary>Scores, keys by queries.</summary>
    public SpadBuffer Scores { get; }

    /// <summary>Exponentials of the scores: weights of the output product.</summary>
    public SpadBuffer P { get; }

    /// <summary>Output sums, value elements by queries.</summary>
    public SpadBuffer Sums { get; }

    public SpadBuffer Max { get; }

    public SpadBuffer OldMax { get; }

    public SpadBuffer Total { get; }

    public SpadBuffer Rescale { get; }

    public SpadBuffer Out { get; }

    public SpadBuffer? Mask { get; }
}
