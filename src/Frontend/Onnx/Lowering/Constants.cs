using ActorSim.Frontend.Graph;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Values that were worked out while compiling, as tensors.</summary>
internal static class Constants
{
    public static GraphTensor Materialise(GraphValue value, KnownTensor known) => known.Constants() is { } integers
        ? GraphTensor.OfInt64s(value.Name, value.Element, known.Shape, integers)
        : GraphTensor.OfDoubles(value.Name, value.Element, known.Shape, known.ConstantReals() ?? []);
}
