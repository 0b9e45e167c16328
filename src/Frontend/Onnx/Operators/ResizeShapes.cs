using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Images in another size.</summary>
internal static class ResizeShapes
{
    private static readonly ImmutableArray<NodeAttribute> SamplingDefaults =
    [
        Text("mode", "nearest"), Text("coordinate_transformation_mode", "half_pixel"), Text("nearest_mode", "round_prefer_floor"), Text("keep_aspect_ratio_policy", "stretch"),
        Int("antialias", 0), Int("exclude_outside", 0), Float("cubic_coeff_a", -0.75f), Float("extrapolation_value", 0),
    ];

    public static readonly OperatorRow[] Rows =
    [
        new("Resize", Resize) { Since = 10, Fixed = Fixed, Defaults = SamplingDefaults },
        new("Upsample", c => Scaled(c, c.Node.Floats("scales")?.Select(f => (double)f).ToArray() ?? c.Known(1)?.ConstantReals(), null))
        { Since = 7, Fixed = _ => [1], Defaults = SamplingDefaults },
        new("GridSample", GridSample)
        { Since = 16, Required = 2, Defaults = [Int("align_corners", 0), Text("mode", "bilinear"), Text("padding_mode", "zeros")] },
    ];

    // Set 10 has scales in the place where regions came later.
    private static int[] Fixed(GraphNode node) => node.Opset == 10 ? [1] : IsCropped(node) ? [1, 2, 3] : [2, 3];

    private static bool IsCropped(GraphNode node) => node.Text("coordinate_transformation_mode") == "tf_crop_and_resize";

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

        var regions = IsCropped(c.Node) ? c.Known(1)?.ConstantReals() : null;
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
        if (c.Node.Text("keep_aspect_ratio_policy") != "stretch")
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
        var scale = c.Node.Text("keep_aspect_ratio_policy") == "not_larger" ? scales.Min() : scales.Max();
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
