using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Sequences and optionals: kinds and element types, so that refusals can name them; they are not compiled.</summary>
internal static class SequenceShapes
{
    public static readonly (string Operator, ShapeRule Rule)[] Rules =
    [
        ("SequenceEmpty", c => c.Out(0, new GraphValue("", ValueKind.Sequence, (OnnxElementType)c.Node.Int("dtype", 1)))),
        ("SequenceConstruct", c => c.Out(0, new GraphValue("", ValueKind.Sequence, c.Element(0)))),
        ("SequenceInsert", c => c.Out(0, new GraphValue("", ValueKind.Sequence, c.Element(0)))),
        ("SequenceErase", c => c.Out(0, new GraphValue("", ValueKind.Sequence, c.Element(0)))),
        ("SplitToSequence", c => c.Out(0, new GraphValue("", ValueKind.Sequence, c.Element(0)))),
        ("SequenceAt", c => c.Out(0, c.Element(0), null)),
        ("ConcatFromSequence", c => c.Out(0, c.Element(0), null)),
        ("SequenceLength", c => c.Out(0, OnnxElementType.Int64, TensorShape.Scalar)),
        ("OptionalHasElement", c => c.Out(0, OnnxElementType.Bool, TensorShape.Scalar)),
    ];
}
