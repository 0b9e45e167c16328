using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Reading and writing at places that are data.</summary>
internal static class IndexingShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("Gather", Gather) { Required = 2, Defaults = [Int("axis", 0)] },
        new("GatherElements", c => c.Out(0, c.Element(0), c.Shape(1))) { Since = 11, Required = 2, Defaults = [Int("axis", 0)] },
        new("GatherND", GatherNd) { Since = 11, Required = 2, Defaults = [Int("batch_dims", 0)] },
        new("Scatter", Same) { Since = 9, Required = 3, Defaults = [Int("axis", 0), Text("reduction", "none")] },
        new("ScatterElements", Same) { Since = 11, Required = 3, Defaults = [Int("axis", 0), Text("reduction", "none")] },
        new("ScatterND", ScatterNd) { Since = 11, Required = 3, Defaults = [Text("reduction", "none")] },
        new("ReverseSequence", Reverse) { Since = 10, Required = 2, Defaults = [Int("time_axis", 0), Int("batch_axis", 1)] },
        new("Trilu", c => c.Out(0, c.Element(0), c.AtLeast(0, 2))) { Since = 14, Defaults = [Int("upper", 1)] },
        new("OneHot", OneHot) { Since = 9, Required = 3, Defaults = [Int("axis", -1)] },
        new("NonZero", c => c.Out(0, OnnxElementType.Int64, new TensorShape([c.Shape(0)?.Rank ?? c.Fresh(0, 0), c.Fresh(0, 1)]))) { Since = 9 },
        new("Unique", Unique) { Since = 11 },
        new("NonMaxSuppression", c => c.Out(0, OnnxElementType.Int64, new TensorShape([c.Fresh(0, 0), 3]))) { Since = 10, Required = 2 },
    ];

    private static void Same(ShapeContext c) => c.Out(0, c.Element(0), c.Shape(0));

    private static void ScatterNd(ShapeContext c)
    {
        if (c.AtLeast(0, 1) is { } shape && c.AtLeast(1, 1) is { } places && places[places.Rank - 1].Constant is { } width)
        {
            if (width > shape.Rank)
            {
                throw new ShapeException($"indices {places} do not fit data {shape}");
            }

            c.Exactly(2, places.Rank - 1 + shape.Rank - (int)width);
        }

        Same(c);
    }

    private static void Reverse(ShapeContext c)
    {
        if (c.AtLeast(0, 2) is { } shape && c.Exactly(1, 1) is not null)
        {
            var (time, batch) = (c.Node.Int("time_axis"), c.Node.Int("batch_axis"));
            if (Math.Min(time, batch) != 0 || Math.Max(time, batch) != 1)
            {
                throw new ShapeException($"time_axis {time} and batch_axis {batch} of {shape}: one is 0, the other 1");
            }
        }

        Same(c);
    }

    private static void Gather(ShapeContext c)
    {
        if (c.AtLeast(0, 1) is not { } shape || c.Shape(1) is not { } places)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        var axis = c.Axis(c.Node.Int("axis"), shape.Rank);
        c.Out(0, c.Element(0), new TensorShape([.. shape.Dims.Take(axis), .. places.Dims, .. shape.Dims.Skip(axis + 1)]), Picked(c));
    }

    private static KnownTensor? Picked(ShapeContext c)
    {
        if (c.Known(0) is not { Shape.Length: 1 } values || c.Known(1)?.Constants() is not { } places)
        {
            return null;
        }

        foreach (var place in places)
        {
            if (place < -values.Count || place >= values.Count)
            {
                throw new ShapeException($"index {place} is outside {values.Count} elements");
            }
        }

        return values.Pick(c.Known(1)!.Shape, places.Select(p => (int)(p < 0 ? p + values.Count : p)));
    }

    private static void GatherNd(ShapeContext c)
    {
        if (c.AtLeast(0, 1) is not { } shape || c.AtLeast(1, 1) is not { } places || places[places.Rank - 1].Constant is not { } width)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        var batch = c.Node.Int("batch_dims");
        if (batch < 0 || batch >= places.Rank || width < 0 || batch + width > shape.Rank)
        {
            throw new ShapeException($"indices {places} with batch_dims {batch} do not fit data {shape}");
        }

        c.Out(0, c.Element(0), new TensorShape([.. places.Dims[..^1], .. shape.Dims.Skip((int)(batch + width))]));
    }

    private static void OneHot(ShapeContext c)
    {
        if (c.Shape(0) is not { } places)
        {
            c.Out(0, c.Element(2), null);
            return;
        }

        var axis = c.Axis(c.Node.Int("axis"), places.Rank + 1);
        var depth = c.Known(1) is { Count: 1 } known ? known.IsReal ? (long)known.Reals[0] : known.Dims[0] : c.Fresh(0, axis);
        c.Out(0, c.Element(2), new TensorShape(places.Dims.Insert(axis, c.NotNegative(depth, "depth"))));
    }

    private static void Unique(ShapeContext c)
    {
        var shape = c.Shape(0);
        var axis = shape is null || !c.Node.Has("axis") ? 0 : c.Axis(c.Node.Int("axis", 0), shape.Rank);
        var count = c.Fresh(0, axis);
        c.Out(0, c.Element(0), c.Node.Has("axis") ? shape?.With(axis, count) : new TensorShape([count]));
        c.Out(1, OnnxElementType.Int64, new TensorShape([count]));
        c.Out(2, OnnxElementType.Int64, c.FreshShape(2, 1));
        c.Out(3, OnnxElementType.Int64, new TensorShape([count]));
    }
}
