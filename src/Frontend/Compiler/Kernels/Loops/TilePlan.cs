using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>The tile of every axis of a kernel, and which parallel axis is spread over the lanes (null: lane 0 alone computes).</summary>
internal sealed record TilePlan(ImmutableArray<AxisTile> Axes, IndexVar? Lane, int LaneStride)
{
    public AxisTile this[IndexVar axis] => Axes.First(a => a.Axis == axis);

    public bool Has(IndexVar variable) => Axes.Any(a => a.Axis == variable);

    /// <summary>Those of the axes along which a tile has more than one point.</summary>
    public ImmutableArray<IndexVar> Wide(IEnumerable<IndexVar> axes) => [.. axes.Where(a => this[a].IsWide)];

    /// <summary>What remains of an affine expression at the first point of the tile.</summary>
    public IndexExpr AtStart(AffineForm form) =>
        form.Terms.Where(t => Has(t.Var)).Aggregate(form.Rest, (sum, t) => sum + t.Coefficient * this[t.Var].Start);

    public override string ToString() =>
        string.Join(" ", Axes.Select(a => $"{a.Extent}/{a.Tile}{(a.Axis == Lane ? $":lanes*{LaneStride}" : "")}"));
}
