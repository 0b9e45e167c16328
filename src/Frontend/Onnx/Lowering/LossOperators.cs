namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Loss.</summary>
internal static class LossOperators
{
    public static IEnumerable<OperatorLowering> All => [];
}
