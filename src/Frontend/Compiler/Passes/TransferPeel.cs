using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>Brings one transfer down to <see cref="DecomposeTransfers.MaxRank"/> axes.</summary>
internal sealed class TransferPeel(Kernel kernel, Transfer transfer, LoopNames names, DiagnosticBag diagnostics)
{
    private readonly List<(IndexVar Var, long Extent)> _loops = [];
    private readonly List<IndexExpr> _valid = [];
    private IndexExpr _base = transfer.Base;
    private IndexExpr[] _origin = [];

    public Statement Result()
    {
        if (transfer.Subtile.Length > 0 && transfer.Subtile.Length != transfer.Axes.Length)
        {
            diagnostics.Error(DecomposeTransfers.WrongSubtile, Where, $"the subtile has {transfer.Subtile.Length} extents for "
                + $"{transfer.Axes.Length} axes of the transfer; give one for each");
            return transfer;
        }

        if (transfer.Axes.Length <= DecomposeTransfers.MaxRank) return transfer;
        var shape = kernel.Buffers[transfer.Buffer].Shape;
        _origin = transfer.Origin.IsEmpty ? [.. shape.Select(_ => IndexExpr.Zero)] : [.. transfer.Origin];
        var kept = DropUnits();
        while (kept.Count > DecomposeTransfers.MaxRank) Peel(kept);
        return Wrapped(kept);
    }

    private string Where =>
        $"kernel '{kernel.Name}', {transfer.Direction.ToString().ToLowerInvariant()} of buffer '{kernel.Buffers[transfer.Buffer].Name}'";

    private int LaneAxis => kernel.Buffers[transfer.Buffer].LaneAxis;

    private List<int> DropUnits()
    {
        var kept = new List<int>();
        for (var k = 0; k < transfer.Axes.Length; k++)
        {
            if (transfer.Axes[k].Extent > 1) kept.Add(k);
            else Bound(transfer.Axes[k], IndexExpr.Zero);
        }

        return kept;
    }

    private void Peel(List<int> kept)
    {
        var chosen = Choose(kept);
        var axis = transfer.Axes[chosen];
        if (axis.BufferAxis == LaneAxis && LaneAxis >= 0)
        {
            diagnostics.Error(DecomposeTransfers.LaneAxisPeeled, Where, $"{kept.Count} axes longer than 1, of which one descriptor takes "
                + $"{DecomposeTransfers.MaxRank}, and all that could be peeled lie on the lane axis; choose another lane axis or tile");
        }

        kept.Remove(chosen);
        var variable = names.Next("peel", axis.Extent);
        _loops.Add((variable, axis.Extent));
        _base += axis.DramStride * variable;
        if (axis.BufferAxis >= 0) _origin[axis.BufferAxis] += IndexExpr.Of(variable) * axis.BufferStep;
        Bound(axis, variable);
    }

    // The outermost axis off the lanes and without bounds; else with bounds; else any.
    private int Choose(List<int> kept)
    {
        var free = kept.Where(k => transfer.Axes[k].BufferAxis != LaneAxis || LaneAxis < 0).ToList();
        var unbounded = free.Where(k => transfer.Axes[k] is { Low: null, High: null }).ToList();
        return unbounded.Count > 0 ? unbounded[0] : free.Count > 0 ? free[0] : kept[0];
    }

    // 1 where low <= index < high, else 0: what the rest of the box is multiplied with.
    private void Bound(TransferAxis axis, IndexExpr index)
    {
        if (axis.High is { } high) Require(high - index);
        if (axis.Low is { } low) Require(index - low + IndexExpr.One);
    }

    private void Require(IndexExpr atLeastOne)
    {
        var valid = IndexExpr.Max(IndexExpr.Zero, IndexExpr.Min(IndexExpr.One, atLeastOne));
        if (!valid.Equals(IndexExpr.One)) _valid.Add(valid);
    }

    private Statement Wrapped(List<int> kept)
    {
        if (kept.Count == 0) kept.Add(transfer.Axes.Length - 1);
        var axes = kept.Select(k => transfer.Axes[k]).ToArray();
        if (_valid.Count > 0)
        {
            var high = _valid.Aggregate(axes[0].High ?? axes[0].Extent, (product, valid) => product * valid);
            axes[0] = axes[0] with { High = high };
        }

        var peeled = _loops.Count > 0;
        Statement result = transfer with
        {
            Base = _base,
            Axes = [.. axes],
            Origin = [.. _origin],
            IsAsync = transfer.IsAsync && !peeled,
            Tag = peeled ? -1 : transfer.Tag,
            Slot = peeled ? IndexExpr.Zero : transfer.Slot,
            Subtile = peeled || transfer.Subtile.IsEmpty ? [] : [.. kept.Select(k => transfer.Subtile[k])],
        };
        for (var n = _loops.Count - 1; n >= 0; n--)
            result = new Loop(LoopKind.Inner, _loops[n].Var, _loops[n].Extent, 1, [result]);
        return result;
    }
}
