using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Systolic;

/// <summary>
/// One spatial axis of a convolution: output o reads the inputs o Stride + k Dilation - Pad, k below Kernel; inputs outside [0, In) are 0.
/// </summary>
public sealed record ConvAxis(IndexExpr In, long Kernel, long Stride = 1, long PadLow = 0, long PadHigh = 0, long Dilation = 1)
{
    /// <summary>Number of outputs; null: as many as the padded input has room for.</summary>
    public IndexExpr? OutExtent { get; init; }

    public IndexExpr Out => OutExtent ?? IndexExpr.FloorDiv(In + (PadLow + PadHigh - (Kernel - 1) * Dilation - 1), Stride) + 1;
}
