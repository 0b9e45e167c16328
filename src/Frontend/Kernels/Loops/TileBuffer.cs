using System.Collections.Immutable;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Ir.Index;
using ActorSim.Frontend.Ir.Vector;

namespace ActorSim.Frontend.Kernels.Loops;

/// <summary>A buffer of a tile, and the axis that each of its dimensions follows (null: none, extent 1).</summary>
internal sealed record TileBuffer(SpadBuffer Buffer, ImmutableArray<IndexVar?> Dims)
{
    /// <summary>Which element belongs to a point of a computation over <paramref name="box"/>.</summary>
    public BufferMap MapTo(ImmutableArray<IndexVar> box) =>
        new(Buffer.Id, [.. Dims.Select(d => d is null ? -1 : box.IndexOf(d))], [.. Dims.Select(_ => IndexExpr.Zero)]);
}
