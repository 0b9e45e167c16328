using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Numbers to small whole numbers and back.</summary>
internal static class QuantizationShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("QuantizeLinear", c => c.Out(0, c.Has(2) ? c.Element(2) : Declared(c, OnnxElementType.UInt8), c.Shape(0)))
        { Since = 10, Required = 2, Defaults = [Int("axis", 1), Int("output_dtype", 0)] },
        new("DequantizeLinear", c => c.Out(0, Declared(c, c.Node.Opset < 19 ? OnnxElementType.Float32 : c.Element(1)), c.Shape(0)))
        { Since = 10, Required = 2, Defaults = [Int("axis", 1), Int("output_dtype", 0)] },
        new("DynamicQuantizeLinear", Dynamic) { Since = 11 },
    ];

    private static OnnxElementType Declared(ShapeContext c, OnnxElementType fallback) =>
        c.Node.Int("output_dtype") is > 0 and <= (long)OnnxElementType.Int2 and var type ? (OnnxElementType)type : fallback;

    private static void Dynamic(ShapeContext c)
    {
        c.Out(0, OnnxElementType.UInt8, c.Shape(0));
        c.Out(1, OnnxElementType.Float32, TensorShape.Scalar);
        c.Out(2, OnnxElementType.UInt8, TensorShape.Scalar);
    }
}
