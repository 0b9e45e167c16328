using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>
/// How long a matrix product takes with a tile, in core cycles, roughly: the longer of what arrays and memory need, and what neither hides:
/// the first loads, the last store, and, where two work-items do not fit a core together, those of every work-item.
/// </summary>
internal sealed class GemmEstimate(GemmProblem problem, MachineBalance balance)
{
    /// <summary>Versions of the operands that loads need to run ahead.</summary>
    public const int Versions = 2;

    // Bytes of an open row of DRAM in all channels, of which so many must be used for opening it to cost nothing; else so much is lost.
    private const double RowBytes = 16384;
    private const double FullUse = 2048;
    private const double ShortRunLoss = 0.6;
    private const double RequestBytes = 32;

    private const double PeakShare = 0.85;
    private const double Unhidden = 0.15;

    /// <summary>Bytes that a work-item holds at most.</summary>
    public long Footprint(GemmTile tile)
    {
        var lanes = problem.Machine.Lanes;
        var (k, n) = (Tiling.Footprint.RoundUp(tile.K, lanes), Tiling.Footprint.RoundUp(tile.N, lanes));
        var versions = tile.K >= problem.K ? 1 : Versions;
        var operands = (tile.M * k * (1 + problem.ExtraA) + tile.K * n * (1 + problem.ExtraB)) * problem.OperandBytes;
        return checked(versions * operands + tile.M * n * (1 + problem.ExtraC) * problem.AccumulatorBytes + Ending(tile, n));
    }

    // What is added to the sums, and what of them is on its way out.
    private long Ending(GemmTile tile, long n)
    {
        var bias = problem.BiasBytes * n * (problem.BiasIsRow ? 2 : tile.M);
        var narrower = problem.ResultBytes == 0 || problem.ResultBytes == problem.AccumulatorBytes ? 0 : problem.ResultBytes;
        return checked(bias + Versions * tile.SubM * n * (narrower + problem.StagedBytes));
    }

    /// <summary>
    /// Bytes that as many elements count as, of which <paramref name="run"/> at a time are neighbours in memory, and runs lie
    /// <paramref name="stride"/> elements apart.
    /// </summary>
    public static double Bytes(long elements, long run, long stride, int elementBytes)
    {
        double runBytes = run * elementBytes;
        var used = runBytes * Math.Max(RowBytes / Math.Max(stride * elementBytes, 1), 1);
        var wasted = Math.Max(RequestBytes / runBytes, 1);
        return elements * elementBytes * wasted / (1 - ShortRunLoss * (1 - Math.Min(used / FullUse, 1)));
    }

    /// <summary>What takes so long for arrays and for memory: memory gives less than its peak, and neither hides the other wholly.</summary>
    public static double Together(double compute, double memory) =>
        Math.Max(compute, memory / PeakShare) + Unhidden * Math.Min(compute, memory / PeakShare);

    public double Cycles(GemmTile tile)
    {
        var lanes = problem.Machine.Lanes;
        var (rows, columns) = (Blocks(problem.M, tile.M), Blocks(problem.N, tile.N));
        var perCore = Blocks(rows * columns * problem.Batch, balance.Cores);
        var passes = Blocks(tile.N, lanes) * Blocks(problem.K, lanes);
        var compute = (double)perCore * passes * Math.Max(Math.Min(tile.M, problem.M), lanes) / balance.Arrays;
        var (runA, strideA) = problem.ColumnsOfA ? (tile.M, problem.M) : (tile.K, problem.K);
        var (runB, strideB) = problem.ColumnsOfB ? (tile.K, problem.K) : (tile.N, problem.N);
        var memory = (Bytes(problem.M * problem.K * columns, Math.Min(runA, strideA), strideA, problem.OperandBytes)
            + Bytes(problem.K * problem.N * rows, Math.Min(runB, strideB), strideB, problem.OperandBytes)
            + (double)problem.M * problem.N * StoredBytes) * problem.Batch / balance.BytesPerCycle;
        return Together(compute, memory) + Exposed(tile) * (2 * Footprint(tile) <= problem.Machine.SpadBytes ? 1 : perCore);
    }

    private int StoredBytes => problem.ResultBytes == 0 ? problem.AccumulatorBytes : problem.ResultBytes;

    // The first operands and the sums of a work-item, with all cores at it.
    private double Exposed(GemmTile tile)
    {
        var first = (Math.Min(tile.SubM, problem.M) * Math.Min(tile.K, problem.K) + Math.Min(tile.K, problem.K) * Math.Min(tile.SubN, problem.N))
            * (double)problem.OperandBytes;
        var last = (double)Math.Min(tile.M, problem.M) * Math.Min(tile.N, problem.N) * StoredBytes;
        return (first + last) / balance.BytesPerCoreCycle + balance.LatencyCycles + Step(tile);
    }

    // One step of the reduction: while the first is loaded nothing can be computed, or after the last is loaded it has to be.
    private double Step(GemmTile tile)
    {
        var (m, n, k) = (Math.Min(tile.M, problem.M), Math.Min(tile.N, problem.N), Math.Min(tile.K, problem.K));
        var lanes = problem.Machine.Lanes;
        var compute = (double)Math.Max(m, lanes) * Blocks(n, lanes) * Blocks(k, lanes) / balance.Arrays;
        return Math.Min(compute, (m * k + k * n) * (double)problem.OperandBytes / balance.BytesPerCoreCycle);
    }

    private static long Blocks(long extent, long tile) => (extent + tile - 1) / tile;
}
