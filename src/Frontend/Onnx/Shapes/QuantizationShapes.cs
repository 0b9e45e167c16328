using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Numbers to small whole numbers and back.</summary>
internal static class QuantizationShapes
{
    public static readonly (string Operator, ShapeRule Rule)[] Rules =
    [
        ("QuantizeLinear", c => c.Out(0, c.Has(2) ? c.Element(2) : Declared(c, OnnxElementType.UInt8), c.Shape(0))),
        ("DequantizeLinear", c => c.Out(0, Declared(c, c.Node.Opset < 19 ? OnnxElementType.Float32 : c.Element(1)), c.Shape(0))),
        ("DynamicQuantizeLinear", Dynamic),
    ];

    private static OnnxElementType Declared(ShapeContext c, OnnxElementType fallback) =>
        c.Node.Int("output_dtype", 0) is > 0 and <= (long)OnnxElementType.Int2 and var type ? (OnnxElementType)type : fallback;

    private static void Dynamic(ShapeContext c)
    {
        c.Out(0, OnnxElementType.UInt8, c.Shape(0));
        c.Out(1, OnnxElementType.Float32, TensorShape.Scalar);
        c.Out(2, OnnxElementType.UInt8, TensorShape.Scalar);
    }
}
