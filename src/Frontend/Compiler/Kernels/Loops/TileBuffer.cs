using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>A buffer of a tile, and the axis that each of its dimensions follows (null: none, extent 1).</summary>
internal sealed record TileBuffer(SpadBuffer Buffer, ImmutableArray<IndexVar?> Dims)
{
    /// <summary>Which element belongs to a point of a computation over <paramref name="box"/>.</summary>
    public BufferMap MapTo(ImmutableArray<IndexVar> box) =>
        new(Buffer.Id, [.. Dims.Select(d => d is null ? -1 : box.IndexOf(d))], [.. Dims.Select(_ => IndexExpr.Zero)]);
}
