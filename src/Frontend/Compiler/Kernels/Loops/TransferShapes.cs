using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Axes, strides and bounds of the transfers of a stage.</summary>
internal sealed class TransferShapes(TilePlan plan, LoopStage stage)
{
    private readonly Dictionary<int, IReadOnlySet<IndexVar>> _used = [];

    /// <summary>Axes that the value at a position of the body depends on.</summary>
    public IReadOnlySet<IndexVar> Used(int position)
    {
        if (_used.TryGetValue(position, out var known)) return known;
        var op = stage.Body[position];
        var used = LoopOps.Indices(op).SelectMany(e => e.Variables()).Where(plan.Has).ToHashSet();
        if (op is LoopStageValue) used.UnionWith(plan.Axes.Select(a => a.Axis).Where(a => !stage.Inner.Contains(a)));
        foreach (var operand in LoopOps.Operands(op)) used.UnionWith(Used(operand));
        _used[position] = used;
        return used;
    }

    /// <summary>An offset by axes and index symbols.</summary>
    public AffineForm Form(IndexExpr offset) => AffineForm.Of(offset, v => v.Kind == IndexVarKind.Loop)
        ?? throw new InvalidOperationException($"index {offset} is not affine");

    /// <summary>Axes of a store: only points inside the extents are written.</summary>
    public ImmutableArray<TransferAxis> StoreAxes(AffineForm form, ImmutableArray<IndexVar?> dims) =>
        OrPoint([.. Positions(dims).Select(d => new TransferAxis(
            plan[d.Axis].Tile, form.Coefficient(d.Axis), d.Position, High: plan[d.Axis].Valid))]);

    /// <summary>Axes of a load: replicated along those it does not depend on, bounded by extents and guards.</summary>
    public ImmutableArray<TransferAxis> LoadAxes(
        AffineForm form, ImmutableArray<LoopGuard> guards, IReadOnlySet<IndexVar> used, ImmutableArray<IndexVar?> dims)
    {
        var axes = Positions(dims).ToDictionary(
            d => d.Axis,
            d => new TransferAxis(plan[d.Axis].Tile, form.Coefficient(d.Axis), d.Position,
                High: used.Contains(d.Axis) ? plan[d.Axis].Valid : null));
        var points = new List<LoopGuard>();
        foreach (var guard in guards.Where(g => !Holds(g)))
        {
            var guardForm = Form(guard.Value);
            var wide = guardForm.Terms.Where(t => axes.ContainsKey(t.Var)).ToList();
            if (wide.Count == 0) points.Add(guard with { Value = plan.AtStart(guardForm) });
            else axes[wide[0].Var] = Bounded(axes[wide[0].Var], plan.AtStart(guardForm), wide[0].Coefficient.Constant, guard.Extent);
        }

        var result = OrPoint([.. axes.Values.OrderBy(a => a.BufferAxis)]);
        return points.Count == 0 ? result : result.SetItem(0, points.Aggregate(result[0], AllOrNothing));
    }

    private static bool Holds(LoopGuard guard) => guard.Value.Range.Min >= 0 && (guard.Extent - guard.Value).Range.Min > 0;

    private static ImmutableArray<TransferAxis> OrPoint(ImmutableArray<TransferAxis> axes) =>
        axes.IsEmpty ? [new TransferAxis(1, IndexExpr.Zero, 0)] : axes;

    // 0 <= rest + c i < extent, solved for i.
    private static TransferAxis Bounded(TransferAxis axis, IndexExpr rest, long c, IndexExpr extent)
    {
        var low = c > 0 ? IndexExpr.CeilDiv(-rest, c) : IndexExpr.FloorDiv(rest - extent, -c) + 1;
        var high = c > 0 ? IndexExpr.CeilDiv(extent - rest, c) : IndexExpr.FloorDiv(rest, -c) + 1;
        return axis with
        {
            Low = axis.Low is null ? low : IndexExpr.Max(axis.Low, low),
            High = axis.High is null ? high : IndexExpr.Min(axis.High, high),
        };
    }

    // The guard is the same for the whole box: its bound is the whole axis, or at most 0.
    private static TransferAxis AllOrNothing(TransferAxis axis, LoopGuard guard)
    {
        var inside = IndexExpr.Min((guard.Value + 1) * axis.Extent, (guard.Extent - guard.Value) * axis.Extent);
        return axis with { High = IndexExpr.Min(axis.High ?? axis.Extent, inside) };
    }

    private IEnumerable<(IndexVar Axis, int Position)> Positions(ImmutableArray<IndexVar?> dims)
    {
        for (var k = 0; k < dims.Length; k++)
            if (dims[k] is { } axis && plan[axis].IsWide) yield return (axis, k);
    }
}
