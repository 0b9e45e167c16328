namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>
/// Tile of a convolution: kernel and output extents, rows M (batch elements, or output columns where the form is a single-batch one),
/// output channels N, depth K (input channels, in the multi-tile form times the kernel's width).
/// </summary>
public sealed record ConvTile(ConvForm Form, long KernelHeight, long KernelWidth, long OutHeight, long OutWidth, long M, long N, long K)
{
    public bool IsSingleBatch => Form is ConvForm.SingleBatch or ConvForm.SingleBatchStrided;

    public override string ToString() => $"{Form}: kernel {KernelHeight}x{KernelWidth}, output {OutHeight}x{OutWidth}, {M}/{N}/{K}";
}
