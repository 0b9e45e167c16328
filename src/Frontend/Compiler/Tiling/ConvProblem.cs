using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>How a convolution is laid onto the array (PyTorchSim's frontend, 6.3).</summary>
public enum ConvForm
{
    /// <summary>Rows of the array's input are batch elements; one product for each output pixel and kernel position.</summary>
    Generic,

    /// <summary>As generic, with the columns of the kernel laid beside the channels: for few channels.</summary>
    MultiTile,

    /// <summary>One batch element: rows are output pixels of a line.</summary>
    SingleBatch,

    /// <summary>One batch element, stride more than 1: rows are every stride-th pixel of a line.</summary>
    SingleBatchStrided,
}

/// <summary>
/// What the choice of a convolution's tile depends on: nominal extents in elements, channels of one group. One-dimensional convolutions
/// have height 1; further spatial axes are taken one step at a time.
/// </summary>
public sealed record ConvProblem(
    MachineFacts Machine, long Batch, long InChannels, long OutChannels, long OutHeight, long OutWidth, long KernelHeight, long KernelWidth)
{
    public long StrideHeight { get; init; } = 1;

    public long StrideWidth { get; init; } = 1;

    public long DilationHeight { get; init; } = 1;

    public long DilationWidth { get; init; } = 1;

    /// <summary>Channels lie together in memory, in images and weights.</summary>
    public bool ChannelsLast { get; init; }

    /// <summary>Groups of channels, 1 or more.</summary>
    public long Groups { get; init; } = 1;

    public int OperandBytes { get; init; } = 4;

    public int AccumulatorBytes { get; init; } = 4;

    /// <summary>Further tiles of the output's shape that a fused epilogue keeps.</summary>
    public int ExtraOutputs { get; init; }

    /// <summary>The form for these extents.</summary>
    public ConvForm Form
    {
        get
        {
            var unit = StrideHeight == 1 && StrideWidth == 1;
            if (Batch == 1) return unit ? ConvForm.SingleBatch : ConvForm.SingleBatchStrided;
            var few = InChannels < Machine.Lanes / 8 && InChannels * KernelWidth <= Machine.Lanes;
            return few ? ConvForm.MultiTile : ConvForm.Generic;
        }
    }
}

/// <summary>
/// Tile of a convolution: kernel and output extents, rows M (batch elements, or output columns where the form is a single-batch one),
/// output channels N, depth K (input channels, in the multi-tile form times the kernel's width).
/// </summary>
public sealed record ConvTile(ConvForm Form, long KernelHeight, long KernelWidth, long OutHeight, long OutWidth, long M, long N, long K)
{
    public bool IsSingleBatch => Form is ConvForm.SingleBatch or ConvForm.SingleBatchStrided;

    public override string ToString() => $"{Form}: kernel {KernelHeight}x{KernelWidth}, output {OutHeight}x{OutWidth}, {M}/{N}/{K}";
}
