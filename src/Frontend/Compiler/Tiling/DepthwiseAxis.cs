namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>One spatial axis of a depthwise convolution: nominal outputs, and what each reads.</summary>
public sealed record DepthwiseAxis(long Out, long Kernel, long Stride, long Dilation)
{
    /// <summary>Inputs of each phase (index modulo the stride) that <paramref name="outputs"/> outputs read.</summary>
    public long PhaseExtent(long outputs) => outputs + (Kernel - 1) * Dilation / Stride;
}
