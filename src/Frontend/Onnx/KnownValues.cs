using ActorSim.Frontend.Graph;

namespace ActorSim.Frontend.Onnx;

/// <summary>Elements of small constants, for shape computations.</summary>
internal static class KnownValues
{
    public static KnownTensor? Of(GraphTensor tensor)
    {
        if (tensor.Count > KnownTensor.MostElements || tensor.Content is not TensorContent.Inline)
        {
            return null;
        }

        if (tensor.Element.IsInteger() || tensor.Element == ElementType.Bool)
        {
            return KnownTensor.Of(tensor.Shape, tensor.ToInt64s().Select(v => (Dim)v));
        }

        var isRead = tensor.Element is ElementType.Float16 or ElementType.BFloat16 or ElementType.Float32 or ElementType.Float64;
        return isRead ? KnownTensor.OfReals(tensor.Shape, tensor.ToDoubles()) : null;
    }

    /// <summary>Values that were worked out while compiling, as a tensor.</summary>
    public static GraphTensor Materialise(GraphValue value, KnownTensor known) => known.Constants() is { } integers
        ? GraphTensor.OfInt64s(value.Name, value.Element, known.Shape, integers)
        : GraphTensor.OfDoubles(value.Name, value.Element, known.Shape, known.ConstantReals() ?? []);
}
