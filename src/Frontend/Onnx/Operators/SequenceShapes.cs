using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Sequences and optionals: kinds and element types, so that refusals can name them; they are not compiled.</summary>
internal static class SequenceShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("SequenceEmpty", c => c.Out(0, new GraphValue("", ValueKind.Sequence, (OnnxElementType)c.Node.Int("dtype"))))
        { Since = 11, Required = 0, Defaults = [Int("dtype", 1)] },
        new("SequenceConstruct", c => c.Out(0, new GraphValue("", ValueKind.Sequence, c.Element(0)))) { Since = 11 },
        new("SequenceInsert", c => c.Out(0, new GraphValue("", ValueKind.Sequence, c.Element(0)))) { Since = 11 },
        new("SequenceErase", c => c.Out(0, new GraphValue("", ValueKind.Sequence, c.Element(0)))) { Since = 11 },
        new("SplitToSequence", c => c.Out(0, new GraphValue("", ValueKind.Sequence, c.Element(0)))) { Since = 11 },
        new("SequenceAt", c => c.Out(0, c.Element(0), null)) { Since = 11 },
        new("ConcatFromSequence", c => c.Out(0, c.Element(0), null)) { Since = 11 },
        new("SequenceLength", c => c.Out(0, OnnxElementType.Int64, TensorShape.Scalar)) { Since = 11 },
        new("OptionalHasElement", c => c.Out(0, OnnxElementType.Bool, TensorShape.Scalar)) { Since = 15 },
    ];
}
