using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>
/// Tiles of a convolution (PyTorchSim's frontend, 6.3): M, N, K are the first candidate of the matrix rule on (batch or output width, output
/// channels, input channels), K at most one array; output and kernel extents are divisors, largest footprint first.
/// </summary>
public static class ConvTiling
{
    public static IReadOnlyList<ConvTile> Candidates(ConvProblem problem)
    {
        var form = problem.Form;
        var single = form is ConvForm.SingleBatch or ConvForm.SingleBatchStrided;
        var depth = form == ConvForm.MultiTile ? problem.InChannels * problem.KernelWidth : problem.InChannels;
        var gemm = new GemmProblem(problem.Machine with { Balance = null }, single ? problem.OutWidth : problem.Batch, problem.OutChannels, depth)
        {
            OperandBytes = problem.OperandBytes,
            AccumulatorBytes = problem.AccumulatorBytes,
            ExtraC = problem.ExtraOutputs,
            PadK = false,
        };
        var found = new List<(ConvTile Tile, long Bytes)>();
        foreach (var matrix in GemmTiling.Candidates(gemm))
        {
            Enumerate(problem, form, matrix with { K = Math.Min(form == ConvForm.MultiTile ? depth : matrix.K, problem.Machine.Lanes) }, found);
            if (found.Count > 0 && problem.Machine is not { Balance: not null, Lowering: Lowering.Fused }) break;
        }

        if (problem.Machine is { Balance: { } balance, Lowering: Lowering.Fused } && Balanced(found.Select(f => f.Tile), problem, balance) is { Count: > 0 } best) return best;
        return [.. found.OrderByDescending(f => f.Bytes).Select(f => f.Tile)];
    }

    // Fastest first, by the estimate; among equal ones the largest.
    private static List<ConvTile> Balanced(IEnumerable<ConvTile> tiles, ConvProblem problem, MachineBalance balance)
    {
        var estimate = new ConvEstimate(problem, balance);
        return [.. tiles.Distinct().Where(t => estimate.Footprint(t) <= problem.Machine.SpadBytes)
            .Select(t => (Tile: t, Cycles: estimate.Cycles(t))).OrderBy(t => t.Cycles).ThenByDescending(t => estimate.Footprint(t.Tile)).Select(t => t.Tile)];
    }

    /// <summary>The candidate that the options ask for; problems are reported.</summary>
    public static ConvTile? Choose(ConvProblem problem, CompileContext context, string where)
    {
        var all = Candidates(problem);
        var index = context.Options.TileCandidate;
        if (index >= 0 && index < all.Count) return all[index];
        if (all.Count == 0)
            context.Diagnostics.Error(GemmTiling.NothingFits, where,
                $"no tile of a convolution of {problem.InChannels} to {problem.OutChannels} channels, kernel {problem.KernelHeight}x"
                + $"{problem.KernelWidth}, uses less than half of {problem.Machine.SpadBytesPerLane} bytes in each lane");
        else
            context.Diagnostics.Error(GemmTiling.NoSuchCandidate, where,
                $"tile candidate {index} was asked for, but there are {all.Count} (0 to {all.Count - 1})");
        return null;
    }

    /// <summary>Input extent that an output extent reads.</summary>
    public static long InputExtent(long output, long kernel, long stride, long dilation) =>
        1 + (output - 1) * stride + (kernel - 1) * dilation;

    private static void Enumerate(ConvProblem p, ConvForm form, GemmTile matrix, List<(ConvTile Tile, long Bytes)> found)
    {
        var single = form is ConvForm.SingleBatch or ConvForm.SingleBatchStrided;
        IReadOnlyList<long> widths = single ? [matrix.M] : Footprint.Divisors(p.OutWidth);
        IReadOnlyList<long> kernelWidths = form == ConvForm.MultiTile ? [p.KernelWidth] : Footprint.Divisors(p.KernelWidth);
        foreach (var height in Footprint.Divisors(p.OutHeight))
            foreach (var width in widths)
                foreach (var kernelHeight in Footprint.Divisors(p.KernelHeight))
                    foreach (var kernelWidth in kernelWidths)
                    {
                        var tile = new ConvTile(form, kernelHeight, kernelWidth, height, width, matrix.M, matrix.N, matrix.K);
                        var (bytes, lane) = Sizes(p, tile);
                        if (bytes < p.Machine.TileBytes && lane < p.Machine.TileBytesPerLane) found.Add((tile, bytes));
                    }
    }

    private static (long Bytes, long PerLane) Sizes(ConvProblem p, ConvTile tile)
    {
        var lanes = p.Machine.Lanes;
        var wide = tile.Form == ConvForm.MultiTile;
        var rows = tile.IsSingleBatch ? 1 : tile.M;
        var height = InputExtent(tile.OutHeight, tile.KernelHeight, p.StrideHeight, p.DilationHeight);
        var width = wide ? tile.OutWidth : InputExtent(tile.OutWidth, tile.KernelWidth, p.StrideWidth, p.DilationWidth);
        var weights = tile.KernelHeight * (wide ? 1 : tile.KernelWidth) * tile.K;
        var input = height * width * rows;
        var output = tile.OutHeight * tile.OutWidth * rows * (1 + p.ExtraOutputs);
        var (rowIn, rowOut) = (RowPadding.Extent(tile.K, p.Machine.RowElements), RowPadding.Extent(tile.N, p.Machine.RowElements));
        var bytes = (weights * rowOut + input * rowIn) * p.OperandBytes + output * rowOut * p.AccumulatorBytes;
        var lane = (Footprint.PerLane(weights, tile.N, lanes) + Footprint.PerLane(input, tile.K, lanes)) * p.OperandBytes
            + Footprint.PerLane(output, tile.N, lanes) * p.AccumulatorBytes;
        return (bytes, lane);
    }
}
