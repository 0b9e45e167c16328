using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Reading;

/// <summary>Elements of small constants, for shape computations.</summary>
internal static class KnownValues
{
    public static KnownTensor? Of(GraphTensor tensor)
    {
        if (tensor.Count > KnownTensor.MostElements || tensor.Content is not TensorContent.Inline)
        {
            return null;
        }

        if (tensor.Element.IsInteger() || tensor.Element == OnnxElementType.Bool)
        {
            return KnownTensor.Of(tensor.Shape, tensor.ToInt64s().Select(v => (Dim)v));
        }

        var isRead = tensor.Element is OnnxElementType.Float16 or OnnxElementType.BFloat16 or OnnxElementType.Float32 or OnnxElementType.Float64;
        return isRead ? KnownTensor.OfReals(tensor.Shape, tensor.ToDoubles()) : null;
    }

    /// <summary>Values that were worked out while compiling, as a tensor.</summary>
    public static GraphTensor Materialise(GraphValue value, KnownTensor known) => known.Constants() is { } integers
        ? GraphTensor.OfInt64s(value.Name, value.Element, known.Shape, integers)
        : GraphTensor.OfDoubles(value.Name, value.Element, known.Shape, known.ConstantReals() ?? []);
}
