namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Quantization.</summary>
internal static class QuantizationOperators
{
    public static IEnumerable<OperatorLowering> All => [];
}
