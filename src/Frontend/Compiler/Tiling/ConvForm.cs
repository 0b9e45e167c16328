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
