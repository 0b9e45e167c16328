using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>
/// Tiles of a matrix product by the reference's rule (PyTorchSim's frontend, 6.2): every lane-multiple divisor of the padded extents that
/// leaves half of the scratchpad free, largest footprint first; ties in order of K, M, N ascending. Before them all come those that
/// also keep array and DRAM busy at the same time (no deep steps, no large sums) and load not much more than they must.
/// </summary>
public static class GemmTiling
{
    public static readonly DiagnosticCode NothingFits = new("SIM5001", "no tile fits the scratchpad");
    public static readonly DiagnosticCode NoSuchCandidate = new("SIM5002", "no tile candidate of that number");
    public static readonly DiagnosticCode BadMapping = new("SIM5003", "a tile given from outside cannot be used");

    // Both chosen such that the reference's choices (6.2) stay what they are.
    private const long MostDepth = 256;
    private const double MostTraffic = 1.25;

    /// <summary>All tiles that fit, best first.</summary>
    public static IReadOnlyList<GemmTile> Candidates(GemmProblem problem, bool subtiles = true)
    {
        var lanes = problem.Machine.Lanes;
        if (problem.Machine is { Balance: { } balance, Lowering: Lowering.Fused }) return Balanced(problem, balance, subtiles);
        var found = new List<GemmTile>();
        foreach (var k in Footprint.Candidates(problem.K, problem.PaddedK, lanes))
            foreach (var m in Footprint.Candidates(problem.M, problem.PaddedM, lanes))
                foreach (var n in Footprint.Candidates(problem.N, problem.PaddedN, lanes))
                    if (problem.Fits(m, n, k)) found.Add(subtiles ? WithSubtiles(problem, m, n, k) : GemmTile.Whole(m, n, k));
        var overlapping = found.Where(t => Overlaps(problem, t)).ToList();
        var least = overlapping.Count == 0 ? 0 : overlapping.Min(t => LoadedElements(problem, t));
        return [.. found.OrderBy(t => Overlaps(problem, t) && LoadedElements(problem, t) <= least * MostTraffic ? 0 : 1)
            .ThenByDescending(t => problem.UsedBytes(t.M, t.N, t.K))];
    }

    // Fastest first, by the estimate; among equal ones the largest.
    private static List<GemmTile> Balanced(GemmProblem problem, MachineBalance balance, bool subtiles)
    {
        var lanes = problem.Machine.Lanes;
        var estimate = new GemmEstimate(problem, balance);
        var found = new List<(GemmTile Tile, double Cycles)>();
        foreach (var k in Footprint.Candidates(problem.K, problem.PaddedK, lanes))
            foreach (var m in Footprint.Candidates(problem.M, problem.PaddedM, lanes))
                foreach (var n in Footprint.Candidates(problem.N, problem.PaddedN, lanes))
                {
                    var tile = subtiles ? WithSubtiles(problem, m, n, k) : GemmTile.Whole(m, n, k);
                    if (estimate.Footprint(tile) <= problem.Machine.SpadBytes) found.Add((tile, estimate.Cycles(tile)));
                }

        return [.. found.OrderBy(f => f.Cycles).ThenByDescending(f => estimate.Footprint(f.Tile)).Select(f => f.Tile)];
    }

    // A deep tile's first product waits for a long load, and large sums are stored when there is nothing left to compute.
    private static bool Overlaps(GemmProblem problem, GemmTile tile) =>
        tile.K <= Math.Max(MostDepth, problem.Machine.Lanes) && tile.M * tile.N * problem.AccumulatorBytes <= problem.Machine.SpadBytes / 4;

    // A is loaded once for each column of tiles, B once for each row of them.
    private static double LoadedElements(GemmProblem problem, GemmTile tile) =>
        (double)problem.PaddedM * problem.PaddedK * problem.PaddedN / tile.N + (double)problem.PaddedK * problem.PaddedN * problem.PaddedM / tile.M;

    /// <summary>
    /// The tile to use: from the mapping if it has the key, else the candidate that the options ask for. Problems are reported and a tile
    /// is given back that lets the builder go on.
    /// </summary>
    public static GemmTile Choose(GemmProblem problem, string key, CompileContext context, string where)
    {
        if (context.Options.Mapping.TryGetValue(key, out var given)) return FromMapping(problem, key, given, context, where);
        var all = Candidates(problem, context.Options.Subtiles);
        var index = context.Options.TileCandidate;
        if (index >= 0 && index < all.Count) return all[index];
        var smallest = GemmTile.Whole(
            Smallest(problem.M, problem.PaddedM, problem), Smallest(problem.N, problem.PaddedN, problem),
            Smallest(problem.K, problem.PaddedK, problem));
        if (all.Count == 0) ReportNothingFits(problem, smallest, context, where);
        else
            context.Diagnostics.Error(NoSuchCandidate, where,
                $"tile candidate {index} was asked for, but there are {all.Count} (0 to {all.Count - 1})");
        return smallest;
    }

    /// <summary>The pieces in which a tile is loaded, for computing to start before the whole tile has arrived.</summary>
    public static GemmTile WithSubtiles(GemmProblem problem, long m, long n, long k)
    {
        var lanes = problem.Machine.Lanes;
        var subM = m < lanes || problem.HasPrologue ? m : lanes;
        // Pieces of a weight tile that is not the whole matrix would touch more DRAM rows.
        var subN = m == problem.PaddedM && n == problem.PaddedN && n <= 512 ? Math.Min(n, lanes) : n;
        return new GemmTile(m, n, k, subM, subN, k);
    }

    private static long Smallest(long extent, long padded, GemmProblem problem) =>
        Footprint.Candidates(extent, padded, problem.Machine.Lanes)[0];

    private static GemmTile FromMapping(GemmProblem problem, string key, long[] given, CompileContext context, string where)
    {
        var tile = given.Length == 6
            ? new GemmTile(given[0], given[1], given[2], given[3], given[4], given[5])
            : WithSubtiles(problem, given[0], given[1], given[2]);
        if (given.Length == 3 && !context.Options.Subtiles) tile = GemmTile.Whole(given[0], given[1], given[2]);
        if (problem.HasPrologue) tile = tile with { SubM = tile.M };
        foreach (var reason in Reasons(problem, tile))
            context.Diagnostics.Error(BadMapping, where, $"mapping \"{key}\" gives tile {tile}: {reason}");
        return tile;
    }

    private static IEnumerable<string> Reasons(GemmProblem problem, GemmTile tile)
    {
        var lanes = problem.Machine.Lanes;
        (string Name, long Tile, long Sub)[] dims = [("M", tile.M, tile.SubM), ("N", tile.N, tile.SubN), ("K", tile.K, tile.SubK)];
        foreach (var (name, whole, sub) in dims)
        {
            if (whole > lanes && whole % lanes != 0) yield return $"{name} is larger than the array and not a multiple of {lanes}";
            if (sub < 1 || whole % sub != 0) yield return $"the subtile of {name} does not divide the tile";
            else if (sub % lanes != 0 && sub != whole && lanes % sub != 0)
                yield return $"the subtile of {name} must be a multiple or a divisor of {lanes}";
        }

        if (problem.BytesPerLane(tile.M, tile.N, tile.K) > problem.Machine.SpadBytesPerLane) yield return Sizes(problem, tile);
    }

    private static void ReportNothingFits(GemmProblem problem, GemmTile tile, CompileContext context, string where) =>
        context.Diagnostics.Error(NothingFits, where, $"even the smallest tile {tile.M}/{tile.N}/{tile.K} is too large: "
            + Sizes(problem, tile) + "; a tile must use less than half of it");

    private static string Sizes(GemmProblem p, GemmTile tile) =>
        $"A {tile.M}x{tile.K} takes {p.OperandBytes * tile.M * tile.K * (1 + p.ExtraA)} bytes, B {tile.K}x{tile.N} "
        + $"{p.OperandBytes * tile.K * tile.N * (1 + p.ExtraB)}, C {tile.M}x{tile.N} {p.AccumulatorBytes * tile.M * tile.N * (1 + p.ExtraC)}; "
        + $"{p.BytesPerLane(tile.M, tile.N, tile.K)} bytes in each lane of {p.Machine.SpadBytesPerLane}";
}
