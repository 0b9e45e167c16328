using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>How one axis is cut: into tiles of <paramref name="Tile"/> that a loop walks through if there are several.</summary>
internal sealed record AxisTile(IndexVar Axis, long Tile, IndexVar? Loop)
{
    public IndexExpr Extent => Axis.Extent ?? throw new ArgumentException($"axis '{Axis}' has no extent");

    /// <summary>A loop around <see cref="Loop"/>: a work-item walks through several tiles. Null: each tile is a work-item's.</summary>
    public IndexVar? Outer { get; init; }

    /// <summary>Tiles of a work-item, 1 or more.</summary>
    public long TilesPerItem { get; init; } = 1;

    /// <summary>Index of the tile's first point.</summary>
    public IndexExpr Start => Loop is null ? IndexExpr.Zero : Outer is null ? Loop : Outer + (IndexExpr)Loop;

    /// <summary>Points of the tile inside the extent; null if always all.</summary>
    public IndexExpr? Valid => IndexExpr.Divides(Tile, Extent) ? null : IndexExpr.Min(Tile, Extent - Start);

    /// <summary>Whether a tile has more than one point along the axis.</summary>
    public bool IsWide => Tile > 1;
}
