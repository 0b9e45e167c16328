using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Joining, cutting, repeating and padding.</summary>
internal static class JoinShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("Concat", Concat) { Defaults = [Int("axis", 1)] },
        new("Split", Split) { Defaults = [Int("axis", 0)] },
        new("Slice", SliceShapes.Slice) { RequiredFrom = (10, 3), Fixed = _ => [1, 2, 3, 4] },
        new("Pad", Pad) { RequiredFrom = (11, 2), Fixed = _ => [1, 2, 3], Defaults = [Text("mode", "constant"), Float("value", 0)] },
        new("Tile", Tile) { RequiredFrom = (6, 2) },
        new("Expand", Expand) { Since = 8, Required = 2 },
        new("Compress", Compress) { Since = 9, Required = 2, Fixed = _ => [1] },
    ];

    private static void Concat(ShapeContext c)
    {
        var shapes = Enumerable.Range(0, c.InputCount).Select(c.Shape).ToArray();
        if (shapes.Length == 0 || shapes.Any(s => s is null))
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        var first = shapes[0]!;
        var axis = c.Axis(c.Node.Int("axis"), first.Rank);
        var dims = first.Dims.ToArray();
        foreach (var shape in shapes.Skip(1))
        {
            if (shape!.Rank != first.Rank)
            {
                throw new ShapeException($"{first} and {shape} have different numbers of dimensions");
            }

            for (var i = 0; i < dims.Length; i++)
            {
                dims[i] = i == axis ? dims[i] + shape[i] : c.Same(dims[i], shape[i], $"dimension {i} of {first} and {shape}");
            }
        }

        c.Out(0, c.Element(0), new TensorShape(dims), Joined(c, first.Rank));
    }

    private static KnownTensor? Joined(ShapeContext c, int rank)
    {
        var parts = Enumerable.Range(0, c.InputCount).Select(c.Known).ToArray();
        return rank == 1 && Array.TrueForAll(parts, p => p is { IsReal: false }) ? KnownTensor.Vector(parts.SelectMany(p => p!.Dims))
            : rank == 1 && Array.TrueForAll(parts, p => p is { IsReal: true })
                ? KnownTensor.OfReals([parts.Sum(p => p!.Count)], parts.SelectMany(p => p!.Reals))
            : null;
    }

    private static void Split(ShapeContext c)
    {
        var (parts, isKnown) = c.List("split", 1);
        if (c.Shape(0) is not { } shape)
        {
            SetAll(c, _ => null);
            return;
        }

        var axis = c.Axis(c.Node.Int("axis"), shape.Rank);
        if (!isKnown)
        {
            SetAll(c, i => shape.With(axis, c.Fresh(i, axis)));
            return;
        }

        if (parts is null)
        {
            SplitEvenly(c, shape, axis);
            return;
        }

        if (parts.Length != c.OutputCount || parts.Any(p => p < 0) || shape[axis].Constant is { } size && size != parts.Sum())
        {
            throw new ShapeException(
                $"split [{string.Join(", ", parts)}] does not divide dimension {axis} of {shape} among {c.OutputCount} outputs");
        }

        var at = 0L;
        for (var i = 0; i < parts.Length; i++)
        {
            c.Out(i, c.Element(0), shape.With(axis, parts[i]), Part(c, shape, at, parts[i]));
            at += parts[i];
        }
    }

    private static void SplitEvenly(ShapeContext c, TensorShape shape, int axis)
    {
        var part = Dim.CeilDiv(shape[axis], c.OutputCount);
        if (c.Node.Opset < 18 && shape[axis].Constant % c.OutputCount is > 0)
        {
            throw new ShapeException($"dimension {axis} of {shape} does not divide into {c.OutputCount} equal parts; give split");
        }

        for (var i = 0; i < c.OutputCount; i++)
        {
            var size = i < c.OutputCount - 1 ? part : shape[axis] - (part * (c.OutputCount - 1));
            var known = part.Constant is { } p && size.Constant is { } s ? Part(c, shape, i * p, s) : null;
            c.Out(i, c.Element(0), shape.With(axis, c.NotNegative(size, "the last part")), known);
        }
    }

    private static KnownTensor? Part(ShapeContext c, TensorShape shape, long start, long count) =>
        shape.Rank == 1 ? c.Known(0)?.Pick([count], Enumerable.Range((int)start, (int)count)) : null;

    private static void SetAll(ShapeContext c, Func<int, TensorShape?> shape)
    {
        for (var i = 0; i < c.OutputCount; i++)
        {
            c.Out(i, c.Element(0), shape(i));
        }
    }

    private static void Pad(ShapeContext c)
    {
        var (pads, _) = c.List(c.Node.Has("paddings") ? "paddings" : "pads", 1);
        if (c.Shape(0) is not { } shape || pads is null)
        {
            c.Out(0, c.Element(0), c.Shape(0) is { } x ? c.FreshShape(0, x.Rank) : null);
            return;
        }

        if (c.Has(3) && c.Known(3)?.Constants() is null)
        {
            c.Out(0, c.Element(0), c.FreshShape(0, shape.Rank));
            return;
        }

        var axes = c.Axes(c.Known(3)?.Constants() ?? [.. Enumerable.Range(0, shape.Rank).Select(i => (long)i)], shape.Rank);
        if (pads.Length != 2 * axes.Length)
        {
            throw new ShapeException($"pads [{string.Join(", ", pads)}]: give {2 * axes.Length} numbers, two for each dimension");
        }

        for (var i = 0; i < axes.Length; i++)
        {
            shape = shape.With(axes[i], c.NotNegative(shape[axes[i]] + pads[i] + pads[i + axes.Length], $"size {axes[i]} after padding"));
        }

        c.Out(0, c.Element(0), shape);
    }

    private static void Tile(ShapeContext c)
    {
        if (c.Shape(0) is not { } shape || c.Known(1) is not { IsReal: false } repeats || c.Node.Opset < 6)
        {
            c.Out(0, c.Element(0), c.Shape(0) is { } x ? c.FreshShape(0, x.Rank) : null);
            return;
        }

        if (repeats.Count != shape.Rank)
        {
            throw new ShapeException($"repeats has {repeats.Count} numbers for the {shape.Rank} dimensions of {shape}");
        }

        c.Out(0, c.Element(0), new TensorShape(shape.Dims.Select((d, i) => d * c.NotNegative(repeats.Dims[i], "a number of repeats"))));
    }

    private static void Expand(ShapeContext c)
    {
        if (c.Shape(0) is not { } shape || c.Known(1) is not { IsReal: false } wanted)
        {
            c.Out(0, c.Element(0), c.Shape(0) is not null && c.Shape(1)?.Elements.Constant is >= 0 and <= 64 and var n
                ? c.FreshShape(0, Math.Max((int)n, c.Shape(0)!.Rank)) : null);
            return;
        }

        var wide = Broadcasting.Of(c, shape, new TensorShape(wanted.Dims.Select(d => c.NotNegative(d, "a size"))));
        c.Out(0, c.Element(0), wide, KnownMath.Stretch(c.Known(0), wide.Constants()));
    }

    private static void Compress(ShapeContext c)
    {
        if (!c.Node.Has("axis"))
        {
            c.Out(0, c.Element(0), c.FreshShape(0, 1));
            return;
        }

        var shape = c.Shape(0);
        var axis = shape is null ? 0 : c.Axis(c.Node.Int("axis"), shape.Rank);
        c.Out(0, c.Element(0), shape?.With(axis, c.Known(1)?.Constants() is { } chosen ? chosen.Count(v => v != 0) : c.Fresh(0, axis)));
    }
}
