using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>The same elements in another shape or order.</summary>
internal static class LayoutShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("Transpose", Transpose),
        new("Reshape", ReshapeShapes.Reshape) { RequiredFrom = (5, 2), IsFree = true, Defaults = [Int("allowzero", 0)] },
        new("Flatten", Flatten) { IsFree = true, Defaults = [Int("axis", 1)] },
        new("Squeeze", Squeeze) { IsFree = true },
        new("Unsqueeze", Unsqueeze) { RequiredFrom = (13, 2), IsFree = true },
        new("DepthToSpace", c => Blocks(c, (x, b) => [x[0], Whole(x[1], b * b), x[2] * b, x[3] * b]))
        { Defaults = [Int("blocksize", 0), Text("mode", "DCR")] },
        new("SpaceToDepth", c => Blocks(c, (x, b) => [x[0], x[1] * (b * b), Whole(x[2], b), Whole(x[3], b)]))
        { Defaults = [Int("blocksize", 0)] },
    ];

    private static void Transpose(ShapeContext c)
    {
        if (c.Shape(0) is not { } shape)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        var order = c.Node.Ints("perm") ?? [.. Enumerable.Range(0, shape.Rank).Reverse().Select(i => (long)i)];
        if (order.Length != shape.Rank || !order.Order().SequenceEqual(Enumerable.Range(0, shape.Rank).Select(i => (long)i)))
        {
            throw new ShapeException($"perm [{string.Join(", ", order)}] is no order of the {shape.Rank} dimensions of {shape}");
        }

        c.Out(0, c.Element(0), new TensorShape(order.Select(i => shape[(int)i])), shape.Rank < 2 ? c.Known(0) : null);
    }

    private static void Flatten(ShapeContext c)
    {
        if (c.Shape(0) is not { } shape)
        {
            c.Out(0, c.Element(0), c.FreshShape(0, 2));
            return;
        }

        var axis = c.Node.Int("axis");
        var at = axis == shape.Rank ? shape.Rank : c.Axis(axis, Math.Max(shape.Rank, 1));
        c.Out(0, c.Element(0), new TensorShape([Dim.Product(shape.Dims.Take(at)), Dim.Product(shape.Dims.Skip(at))]));
    }

    private static void Squeeze(ShapeContext c)
    {
        var (axes, isKnown) = c.List("axes", 1);
        if (c.Shape(0) is not { } shape || !isKnown)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        var drop = axes is null
            ? [.. Enumerable.Range(0, shape.Rank).Where(i => shape[i] == Dim.One)]
            : c.Axes(axes, shape.Rank);
        foreach (var axis in drop)
        {
            c.Same(shape[axis], Dim.One, $"dimension {axis} of {shape}, which is dropped,");
        }

        var left = new TensorShape(shape.Dims.Where((_, i) => Array.IndexOf(drop, i) < 0));
        c.Out(0, c.Element(0), left, Same(c.Known(0), left));
    }

    private static void Unsqueeze(ShapeContext c)
    {
        var (axes, isKnown) = c.List("axes", 1);
        if (c.Shape(0) is not { } shape || !isKnown || axes is null)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        var rank = shape.Rank + axes.Length;
        var added = c.Axes(axes, rank);
        var rest = new Queue<Dim>(shape.Dims);
        var wide = new TensorShape(
            Enumerable.Range(0, rank).Select(i => Array.IndexOf(added, i) >= 0 ? Dim.One : rest.Dequeue()).ToArray());
        c.Out(0, c.Element(0), wide, Same(c.Known(0), wide));
    }

    private static KnownTensor? Same(KnownTensor? known, TensorShape shape) =>
        shape.Constants() is { } sizes ? known?.Reshaped(sizes) : null;

    private static void Blocks(ShapeContext c, Func<TensorShape, long, Dim[]> sizes)
    {
        var block = c.Node.Int("blocksize");
        if (block is < 1 or > int.MaxValue)
        {
            throw new ShapeException($"blocksize is {block}; give 1 or more");
        }

        c.Out(0, c.Element(0), c.Exactly(0, 4) is { } x ? new TensorShape(sizes(x, block)) : null);
    }

    private static Dim Whole(Dim size, long divisor) => size.Constant % divisor is > 0
        ? throw new ShapeException($"{size} elements do not divide into blocks of {divisor}") : Dim.FloorDiv(size, divisor);
}
