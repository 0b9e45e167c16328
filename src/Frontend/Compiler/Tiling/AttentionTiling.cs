using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>
/// Tiles of fused attention (PyTorchSim's frontend, 6.3): only queries and keys are cut, by the divisors of the matrix rule; the buffers are
/// queries, keys, values, scores, their exponentials, the sums of the output, and the running maximum and sum of each query. Largest
/// footprint first, among equal ones more keys.
/// </summary>
public static class AttentionTiling
{
    public static IReadOnlyList<AttentionTile> Candidates(AttentionProblem problem)
    {
        var lanes = problem.Machine.Lanes;
        var head = Footprint.Padded(problem.HeadSize, lanes);
        var value = Footprint.Padded(problem.ValueSize, lanes);
        var found = new List<(AttentionTile Tile, long Bytes)>();
        foreach (var queries in Footprint.Candidates(problem.Queries, Footprint.Padded(problem.Queries, lanes), lanes))
            foreach (var keys in Footprint.Candidates(problem.Keys, Footprint.Padded(problem.Keys, lanes), lanes))
            {
                var tile = new AttentionTile(queries, keys, head, value);
                if (BytesPerLane(problem, tile) is var bytes && bytes < problem.Machine.TileBytesPerLane) found.Add((tile, bytes));
            }

        return [.. found.OrderByDescending(f => f.Bytes).Select(f => f.Tile)];
    }

    /// <summary>Bytes of all buffers in one lane.</summary>
    public static long BytesPerLane(AttentionProblem problem, AttentionTile tile)
    {
        var lanes = problem.Machine.Lanes;
        var operands = Footprint.PerLane(tile.HeadSize, tile.Queries, lanes) + Footprint.PerLane(tile.Keys, tile.HeadSize, lanes)
            + Footprint.PerLane(tile.ValueSize, tile.Keys, lanes) + Footprint.PerLane(tile.Keys, tile.Queries, lanes)
            + Footprint.PerLane(tile.ValueSize, tile.Queries, lanes);
        var scores = Footprint.PerLane(tile.Keys, tile.Queries, lanes);
        var sums = scores + Footprint.PerLane(tile.ValueSize, tile.Queries, lanes) + 4 * Footprint.PerLane(1, tile.Queries, lanes);
        return operands * problem.OperandBytes + sums * sizeof(float) + scores * problem.MaskBytes;
    }

    /// <summary>The candidate that the options ask for; problems are reported.</summary>
    public static AttentionTile? Choose(AttentionProblem problem, CompileContext context, string where)
    {
        var all = Candidates(problem);
        var index = context.Options.TileCandidate;
        if (index >= 0 && index < all.Count) return all[index];
        if (all.Count == 0)
            context.Diagnostics.Error(GemmTiling.NothingFits, where,
                $"heads of {problem.HeadSize} and {problem.ValueSize} elements leave no tile that uses less than half of "
                + $"{problem.Machine.SpadBytesPerLane} bytes in each lane");
        else
            context.Diagnostics.Error(GemmTiling.NoSuchCandidate, where,
                $"tile candidate {index} was asked for, but there are {all.Count} (0 to {all.Count - 1})");
        return null;
    }
}

/// <summary>What the choice of attention's tile depends on: nominal extents, in elements.</summary>
public sealed record AttentionProblem(MachineFacts Machine, long Queries, long Keys, long HeadSize, long ValueSize)
{
    public int OperandBytes { get; init; } = 4;

    /// <summary>Bytes of an element of an additive mask; 0: there is none.</summary>
    public int MaskBytes { get; init; }
}

/// <summary>Tile of attention: queries and keys; head sizes are never cut, only padded to what the array takes.</summary>
public sealed record AttentionTile(long Queries, long Keys, long HeadSize, long ValueSize)
{
    public override string ToString() => $"{Queries} queries, {Keys} keys, head {HeadSize}/{ValueSize}";
}
