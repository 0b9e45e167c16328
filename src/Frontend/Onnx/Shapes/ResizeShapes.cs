using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Images in another size.</summary>
internal static class ResizeShapes
{
    public static readonly (string Operator, ShapeRule Rule)[] Rules =
    [
        ("Resize", Resize),
        ("Upsample", c => Scaled(c, c.Node.Floats("scales")?.Select(f => (double)f).ToArray() ?? c.Known(1)?.ConstantReals(), null)),
        ("GridSample", GridSample),
    ];

    private static void Resize(ShapeContext c)
    {
        if (c.Node.Opset < 11)
        {
            Scaled(c, c.Known(1)?.ConstantReals(), null);
            return;
        }

        var axes = c.Node.Ints("axes");
        if (c.Has(3))
        {
            Sized(c, axes);
            return;
        }

        var regions = c.Node.Text("coordinate_transformation_mode", "half_pixel") == "tf_crop_and_resize"
            ? c.Known(1)?.ConstantReals() : null;
        Scaled(c, c.Known(2)?.ConstantReals(), axes, regions);
    }

    private static void Sized(ShapeContext c, long[]? axes)
    {
        if (c.Shape(0) is not { } shape || c.Known(3) is not { IsReal: false } sizes)
        {
            c.Out(0, c.Element(0), c.Shape(0) is { } x ? c.FreshShape(0, x.Rank) : null);
            return;
        }

        var which = Which(c, axes, shape, sizes.Count, "sizes");
        if (c.Node.Text("keep_aspect_ratio_policy", "stretch") != "stretch")
        {
            c.Out(0, c.Element(0), KeptAspect(c, shape, which, sizes));
            return;
        }

        for (var i = 0; i < which.Length; i++)
        {
            shape = shape.With(which[i], c.NotNegative(sizes.Dims[i], "a size"));
        }

        c.Out(0, c.Element(0), shape);
    }

    private static TensorShape KeptAspect(ShapeContext c, TensorShape shape, int[] which, KnownTensor sizes)
    {
        var before = which.Select(a => shape[a].Constant).ToArray();
        if (sizes.Constants() is not { } wanted || Array.Exists(before, b => b is null or 0))
        {
            return which.Aggregate(shape, (s, a) => s.With(a, c.Fresh(0, a)));
        }

        var scales = wanted.Select((w, i) => (double)w / before[i]!.Value);
        var scale = c.Node.Text("keep_aspect_ratio_policy", "") == "not_larger" ? scales.Min() : scales.Max();
        return which.Select((a, i) => (Axis: a, Size: (long)Math.Round(scale * before[i]!.Value, MidpointRounding.AwayFromZero)))
            .Aggregate(shape, (s, p) => s.With(p.Axis, p.Size));
    }

    private static void Scaled(ShapeContext c, double[]? scales, long[]? axes, double[]? regions = null)
    {
        if (c.Shape(0) is not { } shape || scales is null)
        {
            c.Out(0, c.Element(0), c.Shape(0) is { } x ? c.FreshShape(0, x.Rank) : null);
            return;
        }

        var which = Which(c, axes, shape, scales.Length, "scales");
        for (var i = 0; i < which.Length; i++)
        {
            var part = regions is { } r && r.Length == 2 * scales.Length ? r[i + scales.Length] - r[i] : 1;
            shape = shape.With(which[i], Scaled(c, shape[which[i]], scales[i] * part, which[i]));
        }

        c.Out(0, c.Element(0), shape);
    }

    private static Dim Scaled(ShapeContext c, Dim size, double scale, int axis)
    {
        if (!(scale > 0 && scale < 1e9))
        {
            throw new ShapeException($"scale {scale}; give a number above 0");
        }

        return size.Constant is { } constant ? (long)Math.Floor(constant * scale)
            : scale == Math.Floor(scale) ? size * (long)scale
            : 1 / scale == Math.Floor(1 / scale) ? Dim.FloorDiv(size, (long)(1 / scale))
            : c.Fresh(0, axis);
    }

    private static int[] Which(ShapeContext c, long[]? axes, TensorShape shape, int count, string what)
    {
        var which = axes is null ? [.. Enumerable.Range(0, shape.Rank)] : c.Axes(axes, shape.Rank);
        return count == which.Length ? which
            : throw new ShapeException($"{what} has {count} numbers for {which.Length} dimensions of {shape}");
    }

    private static void GridSample(ShapeContext c)
    {
        var (x, grid) = (c.AtLeast(0, 3), c.AtLeast(1, 3));
        c.Out(0, c.Element(0), x is null || grid is null ? null : new TensorShape([x[0], x[1], .. grid.Dims[1..^1]]));
    }
}
