using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Normalizations and dropout: the data keeps its shape, further outputs are statistics or masks.</summary>
internal static class NormalizationShapes
{
    public static readonly (string Operator, ShapeRule Rule)[] Rules =
    [
        ("BatchNormalization", Batch),
        ("LayerNormalization", Layer),
        ("RMSNormalization", c => c.Out(0, c.Element(0), c.Shape(0))),
        ("InstanceNormalization", OfChannels),
        ("GroupNormalization", OfChannels),
        ("LRN", OfChannels),
        ("Dropout", Dropout),
    ];

    private static void OfChannels(ShapeContext c) => c.Out(0, c.Element(0), c.AtLeast(0, 2));

    private static void Batch(ShapeContext c)
    {
        c.Out(0, c.Element(0), c.Shape(0));
        if (c.Shape(0) is { Rank: > 1 } x && c.Exactly(1, 1) is { } scale)
        {
            c.Same(x[1], scale[0], $"channels of {x} and of the scale {scale}");
        }

        for (var i = 1; i < c.OutputCount; i++)
        {
            // Running mean and variance since opset 14; before, four statistics, all per channel.
            c.Out(i, c.Element(3), c.Shape(3));
        }
    }

    private static void Layer(ShapeContext c)
    {
        c.Out(0, c.Element(0), c.Shape(0));
        if (c.Shape(0) is { } x)
        {
            var axis = c.Axis(c.Node.Int("axis", -1), x.Rank);
            var statistics = new TensorShape(x.Dims.Select((d, i) => i >= axis ? Dim.One : d));
            c.Out(1, OnnxElementType.Float32, statistics);
            c.Out(2, OnnxElementType.Float32, statistics);
        }
    }

    private static void Dropout(ShapeContext c)
    {
        c.Out(0, c.Element(0), c.Shape(0));
        c.Out(1, c.Node.Opset < 10 ? c.Element(0) : OnnxElementType.Bool, c.Shape(0));
    }
}
