using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Reductions over axes, places of extremes, the largest k.</summary>
internal static class ReductionShapes
{
    private static readonly ImmutableArray<NodeAttribute> KeptDefaults =
    [
        Int("keepdims", 1), Int("noop_with_empty_axes", 0),
    ];

    private static readonly ImmutableArray<NodeAttribute> PlacedDefaults =
    [
        Int("axis", 0), Int("keepdims", 1), Int("select_last_index", 0),
    ];

    public static readonly OperatorRow[] Rows =
    [
        new("ReduceL1", c => Reduce(c, null)) { Fixed = _ => [1], Defaults = KeptDefaults },
        new("ReduceL2", c => Reduce(c, null)) { Fixed = _ => [1], Defaults = KeptDefaults },
        new("ReduceLogSum", c => Reduce(c, null)) { Fixed = _ => [1], Defaults = KeptDefaults },
        new("ReduceLogSumExp", c => Reduce(c, null)) { Fixed = _ => [1], Defaults = KeptDefaults },
        new("ReduceMean", c => Reduce(c, null)) { Fixed = _ => [1], Defaults = KeptDefaults },
        new("ReduceSumSquare", c => Reduce(c, null)) { Fixed = _ => [1], Defaults = KeptDefaults },
        new("ReduceSum", c => Reduce(c, d => d.Aggregate(Dim.Zero, (a, b) => a + b))) { Fixed = _ => [1], Defaults = KeptDefaults },
        new("ReduceProd", c => Reduce(c, Dim.Product)) { Fixed = _ => [1], Defaults = KeptDefaults },
        new("ReduceMax", c => Reduce(c, d => Constants(d) is { Length: > 0 } all ? all.Max() : null))
        { Fixed = _ => [1], Defaults = KeptDefaults },
        new("ReduceMin", c => Reduce(c, d => Constants(d) is { Length: > 0 } all ? all.Min() : null))
        { Fixed = _ => [1], Defaults = KeptDefaults },
        new("ArgMax", Place) { Defaults = PlacedDefaults },
        new("ArgMin", Place) { Defaults = PlacedDefaults },
        new("TopK", TopK) { RequiredFrom = (10, 2), Defaults = [Int("axis", -1), Int("k", 1), Int("largest", 1)] },
    ];

    private static void Reduce(ShapeContext c, Func<IEnumerable<Dim>, Dim?>? all)
    {
        var (axes, isKnown) = c.List("axes", 1);
        var keep = c.Node.Int("keepdims") != 0;
        if (c.Shape(0) is not { } shape)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        if (!isKnown)
        {
            c.Out(0, c.Element(0), keep ? c.FreshShape(0, shape.Rank) : null);
            return;
        }

        if (axes is null or { Length: 0 } && c.Node.Int("noop_with_empty_axes") != 0)
        {
            c.Out(0, c.Element(0), shape, c.Known(0));
            return;
        }

        var over = axes is null or { Length: 0 } ? [.. Enumerable.Range(0, shape.Rank)] : c.Axes(axes, shape.Rank);
        var reduced = Without(shape, over, keep);
        var known = c.Known(0) is { IsReal: false } values && over.Length == shape.Rank && all?.Invoke(values.Dims) is { } result
            ? KnownTensor.Of(Enumerable.Repeat(1L, reduced.Rank), [result])
            : null;
        c.Out(0, c.Element(0), reduced, known);
    }

    private static void Place(ShapeContext c)
    {
        var keep = c.Node.Int("keepdims") != 0;
        c.Out(0, OnnxElementType.Int64,
            c.Shape(0) is { } shape ? Without(shape, [c.Axis(c.Node.Int("axis"), shape.Rank)], keep) : null);
    }

    private static void TopK(ShapeContext c)
    {
        var shape = c.AtLeast(0, 1);
        if (shape is not null)
        {
            var axis = c.Axis(c.Node.Int("axis"), shape.Rank);
            var k = c.Node.Opset < 10 ? c.Node.Int("k") : c.Known(1) is { IsReal: false, Count: 1 } known ? known.Dims[0]
                : c.Fresh(0, axis);
            if (k.Constant < 0 || k.Constant > shape[axis].Constant)
            {
                throw new ShapeException($"k is {k}; dimension {axis} of {shape} has {shape[axis]} elements");
            }

            shape = shape.With(axis, k);
        }

        c.Out(0, c.Element(0), shape);
        c.Out(1, OnnxElementType.Int64, shape);
    }

    private static TensorShape Without(TensorShape shape, int[] axes, bool keep) => keep
        ? new TensorShape(shape.Dims.Select((d, i) => Array.IndexOf(axes, i) >= 0 ? Dim.One : d))
        : new TensorShape(shape.Dims.Where((_, i) => Array.IndexOf(axes, i) < 0));

    private static long[]? Constants(IEnumerable<Dim> dims)
    {
        var all = dims.ToArray();
        return Array.TrueForAll(all, d => d.IsConstant) ? [.. all.Select(d => d.Constant!.Value)] : null;
    }
}
