namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Resampling.</summary>
internal static class ResizeOperators
{
    public static IEnumerable<OperatorLowering> All => [];
}
