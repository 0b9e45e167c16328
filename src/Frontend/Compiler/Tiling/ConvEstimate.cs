using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>How long a convolution takes with a tile, in core cycles, roughly; as <see cref="GemmEstimate"/>.</summary>
internal sealed class ConvEstimate(ConvProblem problem, MachineBalance balance)
{
    private readonly int _lanes = problem.Machine.Lanes;

    /// <summary>Bytes that a work-item holds at most.</summary>
    public long Footprint(ConvTile tile)
    {
        var versions = Steps(tile) == 1 ? 1 : GemmEstimate.Versions;
        var columns = Tiling.Footprint.RoundUp(tile.N, _lanes);
        return checked(versions * (Input(tile) + Weights(tile)) * problem.OperandBytes
            + Pixels(tile) * columns * (1 + problem.ExtraOutputs) * problem.AccumulatorBytes);
    }

    public double Cycles(ConvTile tile)
    {
        var items = Blocks(problem.Batch, Rows(tile)) * Blocks(problem.OutChannels, tile.N) * Blocks(problem.OutHeight, tile.OutHeight)
            * Blocks(problem.OutWidth, tile.OutWidth) * problem.Groups;
        var perCore = Blocks(items, balance.Cores);
        var steps = Steps(tile);
        var positions = tile.KernelHeight * (tile.Form == ConvForm.MultiTile ? 1 : tile.KernelWidth);
        var passes = steps * positions * Blocks(tile.N, _lanes) * Blocks(tile.K, _lanes);
        var compute = (double)perCore * passes * Math.Max(Streamed(tile), _lanes) / balance.Arrays;
        var output = (double)problem.Batch * problem.OutChannels * problem.Groups * problem.OutHeight * problem.OutWidth * problem.AccumulatorBytes;
        var (run, stride) = InputRun(tile);
        var step = GemmEstimate.Bytes(Input(tile), run, stride, problem.OperandBytes)
            + GemmEstimate.Bytes(Weights(tile), WeightRun(tile), problem.InChannels * problem.KernelHeight * problem.KernelWidth, problem.OperandBytes);
        var memory = (items * steps * step + output) / balance.BytesPerCycle;
        var exposed = (step + Pixels(tile) * (double)tile.N * problem.AccumulatorBytes) / balance.BytesPerCoreCycle + balance.LatencyCycles;
        return GemmEstimate.Together(compute, memory) + exposed * (2 * Footprint(tile) <= problem.Machine.SpadBytes ? 1 : perCore);
    }

    // What an array reads of the input for one position of the kernel.
    private static long Streamed(ConvTile tile) => tile.OutHeight * (tile.IsSingleBatch ? tile.M : tile.OutWidth * tile.M);

    private static long Rows(ConvTile tile) => tile.IsSingleBatch ? 1 : tile.M;

    private static long Pixels(ConvTile tile) => tile.OutHeight * tile.OutWidth * Rows(tile);

    private long Steps(ConvTile tile) => tile.Form == ConvForm.MultiTile
        ? Blocks(problem.KernelHeight, tile.KernelHeight)
        : Blocks(problem.KernelHeight, tile.KernelHeight) * Blocks(problem.KernelWidth, tile.KernelWidth) * Blocks(problem.InChannels, tile.K);

    private long Input(ConvTile tile)
    {
        var height = ConvTiling.InputExtent(tile.OutHeight, tile.KernelHeight, problem.StrideHeight, problem.DilationHeight);
        var width = tile.Form == ConvForm.MultiTile
            ? tile.OutWidth
            : ConvTiling.InputExtent(tile.OutWidth, tile.KernelWidth, problem.StrideWidth, problem.DilationWidth);
        return checked(height * width * Rows(tile) * RowPadding.Extent(tile.K, problem.Machine.RowElements));
    }

    // What lies together in memory, and how far apart: the channels of a pixel, whole images, some lines of each, or parts of lines.
    private (long Run, long Stride) InputRun(ConvTile tile)
    {
        if (problem.ChannelsLast) return (Math.Min(tile.K, problem.InChannels), problem.InChannels);
        var (width, height) = (problem.OutWidth * problem.StrideWidth, problem.OutHeight * problem.StrideHeight);
        if (tile.OutWidth < problem.OutWidth) return (tile.OutWidth * problem.StrideWidth, width);
        var lines = Math.Min(tile.OutHeight, problem.OutHeight) * problem.StrideHeight;
        return lines < height ? (lines * width, height * width) : (height * width * tile.K, height * width * tile.K);
    }

    // The positions of a kernel, behind each other those of all its channels; or output channels.
    private long WeightRun(ConvTile tile)
    {
        if (problem.ChannelsLast) return tile.N;
        if (tile.KernelWidth < problem.KernelWidth) return tile.KernelWidth;
        if (tile.KernelHeight < problem.KernelHeight) return tile.KernelHeight * tile.KernelWidth;
        return Math.Min(tile.K, problem.InChannels) * tile.KernelHeight * tile.KernelWidth;
    }

    private static long Weights(ConvTile tile) => tile.KernelHeight * (tile.Form == ConvForm.MultiTile ? 1 : tile.KernelWidth) * tile.K * tile.N;

    private static long Blocks(long extent, long tile) => (extent + tile - 1) / tile;
}
