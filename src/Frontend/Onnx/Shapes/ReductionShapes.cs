using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Reductions over axes, places of extremes, the largest k.</summary>
internal static class ReductionShapes
{
    public static readonly (string Operator, ShapeRule Rule)[] Rules =
    [
        .. new[] { "ReduceL1", "ReduceL2", "ReduceLogSum", "ReduceLogSumExp", "ReduceMean", "ReduceSumSquare" }
            .Select(o => (o, (ShapeRule)(c => Reduce(c, null)))),
        ("ReduceSum", c => Reduce(c, d => d.Aggregate(Dim.Zero, (a, b) => a + b))),
        ("ReduceProd", c => Reduce(c, Dim.Product)),
        ("ReduceMax", c => Reduce(c, d => Constants(d) is { Length: > 0 } all ? all.Max() : null)),
        ("ReduceMin", c => Reduce(c, d => Constants(d) is { Length: > 0 } all ? all.Min() : null)),
        ("ArgMax", Place),
        ("ArgMin", Place),
        ("TopK", TopK),
    ];

    private static void Reduce(ShapeContext c, Func<IEnumerable<Dim>, Dim?>? all)
    {
        var (axes, isKnown) = c.List("axes", 1);
        var keep = c.Node.Int("keepdims", 1) != 0;
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

        if (axes is null or { Length: 0 } && c.Node.Int("noop_with_empty_axes", 0) != 0)
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
        var keep = c.Node.Int("keepdims", 1) != 0;
        c.Out(0, OnnxElementType.Int64,
            c.Shape(0) is { } shape ? Without(shape, [c.Axis(c.Node.Int("axis", 0), shape.Rank)], keep) : null);
    }

    private static void TopK(ShapeContext c)
    {
        var shape = c.AtLeast(0, 1);
        if (shape is not null)
        {
            var axis = c.Axis(c.Node.Int("axis", -1), shape.Rank);
            var k = c.Node.Opset < 10 ? c.Node.Int("k", 1) : c.Known(1) is { IsReal: false, Count: 1 } known ? known.Dims[0]
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
