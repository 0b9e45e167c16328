namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>The tile rules of vector kernels (PyTorchSim's frontend, 6.4), axis by axis.</summary>
public static class VectorTiles
{
    /// <summary>Elements of the lane axis that lie together in one lane.</summary>
    public const int LaneStride = 2;

    /// <summary>A tail is trimmed if it pads more than this part of the extent.</summary>
    public const double TailThreshold = 0.01;

    /// <summary>The tile to start with, outermost axis first, for <paramref name="rank"/> axes on that many lanes.</summary>
    public static long[] Initial(int rank, int lanes, int laneStride = LaneStride)
    {
        var tile = new long[rank];
        Array.Fill(tile, 1);
        if (rank == 1) tile[0] = 2L * laneStride * lanes;
        else if (rank == 2) (tile[0], tile[1]) = (2L * lanes, (long)laneStride * lanes);
        else if (rank > 2) (tile[^3], tile[^2], tile[^1]) = (2, 4L * lanes, lanes);
        return tile;
    }

    /// <summary>What a tile pads, as part of the extent.</summary>
    public static double PaddingRatio(long tile, long extent) => (double)((tile - extent % tile) % tile) / extent;

    /// <summary>
    /// The tile, or a smaller one where its last round would be mostly empty: the one with the least sum of padding and half the number of
    /// rounds.
    /// </summary>
    public static long TrimLargeTail(long tile, long extent)
    {
        if (PaddingRatio(tile, extent) < TailThreshold) return tile;
        var (best, bestCost) = (tile, double.PositiveInfinity);
        for (var candidate = tile - 1; candidate >= 1; candidate--)
        {
            var cost = PaddingRatio(candidate, extent) + 0.5 * extent / candidate;
            if (cost < bestCost) (best, bestCost) = (candidate, cost);
        }

        return best;
    }

    /// <summary>Lanes a tile of the lane axis takes.</summary>
    public static long UsedLanes(long tile, int lanes, int laneStride = LaneStride) => Math.Min((tile + laneStride - 1) / laneStride, lanes);

    /// <summary>The tile rounded up so that every lane it takes is filled alike.</summary>
    public static long PadLanes(long tile, int lanes, int laneStride = LaneStride)
    {
        var round = UsedLanes(tile, lanes, laneStride) * laneStride;
        return (tile + round - 1) / round * round;
    }
}
