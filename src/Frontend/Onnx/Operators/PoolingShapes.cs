using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Pooling over windows, over everything, and over regions.</summary>
internal static class PoolingShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("AveragePool", Pool) { Defaults = [Text("auto_pad", "NOTSET"), Int("count_include_pad", 0)] },
        new("LpPool", Pool) { Defaults = [Text("auto_pad", "NOTSET"), Int("p", 2)] },
        new("MaxPool", Pool) { Defaults = [Text("auto_pad", "NOTSET"), Int("storage_order", 0)] },
        new("GlobalAveragePool", Global),
        new("GlobalMaxPool", Global),
        new("GlobalLpPool", Global) { Defaults = [Int("p", 2)] },
        new("MaxUnpool", Unpool) { Since = 9, Required = 2, Defaults = [Text("auto_pad", "NOTSET")] },
        new("MaxRoiPool", c => Regions(c, c.Node.Ints("pooled_shape") ?? [1, 1])) { Required = 2 },
        new("RoiAlign", c => Regions(c, [c.Node.Int("output_height"), c.Node.Int("output_width")]))
        { Since = 10, Required = 3, Defaults = [Int("output_height", 1), Int("output_width", 1), Int("sampling_ratio", 0), Float("spatial_scale", 1), Text("mode", "avg"), Text("coordinate_transformation_mode", "half_pixel")] },
    ];

    private static void Pool(ShapeContext c)
    {
        var shape = c.AtLeast(0, 3);
        if (shape is not null)
        {
            var kernel = Kernel(c, shape.Rank - 2);
            var window = new WindowShapes(c, shape.Rank - 2);
            shape = new TensorShape([shape[0], shape[1], .. kernel.Select((k, i) => window.Slide(shape[i + 2], k, i))]);
        }

        c.Out(0, c.Element(0), shape);
        c.Out(1, OnnxElementType.Int64, shape);
    }

    private static void Global(ShapeContext c) => c.Out(0, c.Element(0),
        c.AtLeast(0, 3) is { } x ? new TensorShape([x[0], x[1], .. Enumerable.Repeat(Dim.One, x.Rank - 2)]) : null);

    private static void Unpool(ShapeContext c)
    {
        if (c.AtLeast(0, 3) is not { } shape)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        c.Exactly(1, shape.Rank);
        var kernel = Kernel(c, shape.Rank - 2);
        var window = new WindowShapes(c, shape.Rank - 2);
        c.Out(0, c.Element(0), c.Has(2) ? Given(c, shape.Rank)
            : new TensorShape([shape[0], shape[1], .. kernel.Select((k, i) => window.Unslide(shape[i + 2], k, 0, i))]));
    }

    private static TensorShape? Given(ShapeContext c, int rank) => c.Known(2)?.Constants() is not { } sizes ? null
        : sizes.Length == rank && sizes.All(s => s >= 0) ? TensorShape.Of(sizes)
        : throw new ShapeException($"output_shape is [{string.Join(", ", sizes)}]; give {rank} numbers of 0 or more");

    private static void Regions(ShapeContext c, long[] size)
    {
        var (x, regions) = (c.Exactly(0, 4), c.Exactly(1, 2));
        c.Out(0, c.Element(0), x is null || regions is null ? null : new TensorShape([regions[0], x[1], .. size.Select(s => (Dim)s)]));
    }

    private static long[] Kernel(ShapeContext c, int dimensions) => c.Node.Ints("kernel_shape") is { } kernel
        && kernel.Length == dimensions && kernel.All(k => k is > 0 and <= int.MaxValue) ? kernel
        : throw new ShapeException(
            $"kernel_shape is [{string.Join(", ", c.Node.Ints("kernel_shape") ?? [])}]; give {dimensions} numbers above 0");
}
