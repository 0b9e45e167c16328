using ActorSim.Frontend.Ir;

namespace ActorSim.Frontend.Tiling;

/// <summary>
/// How long a matrix product takes with a tile, in core cycles, roughly: the longer of what arrays and memory need, and what neither hides:
/// the first loads, the last store, and, where two work-items do not fit a core together, those of every work-item.
/// </summary>
internal sealed class GemmEstimate(GemmProblem problem, MachineBalance balance)
{
    /// <summary>Versions of the operands that loads need to run ahead.</summary>
    public const int Versions = 2;

    // Neighbouring bytes for which opening a row of DRAM costs nothing; shorter runs lose up to so much of the bandwidth.
    private const double FullRun = 1024;
    private const double ShortRunLoss = 0.3;

    /// <summary>Bytes that a work-item holds at most.</summary>
    public long Footprint(GemmTile tile)
    {
        var lanes = problem.Machine.Lanes;
        var (k, n) = (Tiling.Footprint.RoundUp(tile.K, lanes), Tiling.Footprint.RoundUp(tile.N, lanes));
        var versions = tile.K >= problem.K ? 1 : Versions;
        var operands = (tile.M * k * (1 + problem.ExtraA) + tile.K * n * (1 + problem.ExtraB)) * problem.OperandBytes;
        var staged = problem.ResultBytes == 0 || problem.ResultBytes == problem.AccumulatorBytes ? 0 : Versions * tile.SubM * n * problem.ResultBytes;
        return checked(versions * operands + tile.M * n * (1 + problem.ExtraC) * problem.AccumulatorBytes + staged);
    }

    /// <summary>Bytes that as many elements count as, of which <paramref name="run"/> at a time are neighbours in memory.</summary>
    public static double Bytes(long elements, long run, int elementBytes)
    {
        var share = Math.Min(run * elementBytes / FullRun, 1);
        return (double)elements * elementBytes / (1 - ShortRunLoss * (1 - share));
    }

    public double Cycles(GemmTile tile)
    {
        var lanes = problem.Machine.Lanes;
        var (rows, columns) = (Blocks(problem.M, tile.M), Blocks(problem.N, tile.N));
        var perCore = Blocks(rows * columns * problem.Batch, balance.Cores);
        var passes = Blocks(tile.N, lanes) * Blocks(problem.K, lanes);
        var compute = (double)perCore * passes * Math.Max(Math.Min(tile.M, problem.M), lanes) / balance.Arrays;
        var memory = (Bytes(problem.M * problem.K * columns, problem.ColumnsOfA ? tile.M : tile.K, problem.OperandBytes)
            + Bytes(problem.K * problem.N * rows, problem.ColumnsOfB ? tile.K : tile.N, problem.OperandBytes)
            + (double)problem.M * problem.N * StoredBytes) * problem.Batch / balance.BytesPerCycle;
        return Math.Max(compute, memory) + Exposed(tile) * (2 * Footprint(tile) <= problem.Machine.SpadBytes ? 1 : perCore);
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
