using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Normalizations and dropout: the data keeps its shape, further outputs are statistics or masks.</summary>
internal static class NormalizationShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("BatchNormalization", Batch)
        { Required = 5, Defaults = [Float("epsilon", 1e-5f), Float("momentum", 0.9f), Int("training_mode", 0)] },
        new("LayerNormalization", Layer) { Since = 17, Required = 2, Defaults = [Int("axis", -1), Float("epsilon", 1e-5f)] },
        new("RMSNormalization", c => c.Out(0, c.Element(0), c.Shape(0)))
        { Since = 23, Defaults = [Int("axis", -1), Float("epsilon", 1e-5f)] },
        new("InstanceNormalization", OfChannels) { Required = 3, Defaults = [Float("epsilon", 1e-5f)] },
        new("GroupNormalization", OfChannels) { Since = 18, Required = 3, Defaults = [Float("epsilon", 1e-5f), Int("num_groups", 1)] },
        new("LRN", OfChannels) { Defaults = [Int("size", 1), Float("alpha", 1e-4f), Float("beta", 0.75f), Float("bias", 1)] },
        new("Dropout", Dropout) { IsFree = true },
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
            var axis = c.Axis(c.Node.Int("axis"), x.Rank);
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
