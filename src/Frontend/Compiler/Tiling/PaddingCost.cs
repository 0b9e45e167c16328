namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>
/// The two costs of padding (PyTorchSim's frontend, 6.5). They never overlap: alignment is stored and moved, so it is footprint and
/// traffic; the tail of a compute block is masked, so it is lost work and no traffic. What runs here masks everything, so its traffic is
/// that of the valid elements; <see cref="AlignedBytes"/> prices machines whose memory layout demands whole rows.
/// </summary>
public static class PaddingCost
{
    /// <summary>Bytes stored and moved for an array of these extents when each is rounded up to its alignment (1 or more).</summary>
    /// <exception cref="ArgumentException">The lists differ in length, an extent is negative or an alignment below 1.</exception>
    public static long AlignedBytes(ReadOnlySpan<long> extents, ReadOnlySpan<long> alignments, int elementBytes)
    {
        if (extents.Length != alignments.Length)
            throw new ArgumentException($"{extents.Length} extents, but {alignments.Length} alignments", nameof(alignments));
        long bytes = elementBytes;
        for (var axis = 0; axis < extents.Length; axis++)
        {
            if (extents[axis] < 0) throw new ArgumentException($"extent {extents[axis]} is negative", nameof(extents));
            if (alignments[axis] < 1) throw new ArgumentException($"alignment {alignments[axis]} is below 1", nameof(alignments));
            bytes = checked(bytes * Footprint.RoundUp(extents[axis], alignments[axis]));
        }

        return bytes;
    }

    /// <summary>
    /// The part of a tiled computation that does work: points of the extents over points of all tiles that cover them; 1 where every
    /// tile divides its extent. In (0, 1].
    /// </summary>
    /// <exception cref="ArgumentException">The lists differ in length, or an extent or tile is below 1.</exception>
    public static double TailUtilisation(ReadOnlySpan<long> extents, ReadOnlySpan<long> tiles)
    {
        if (extents.Length != tiles.Length) throw new ArgumentException($"{extents.Length} extents, but {tiles.Length} tiles", nameof(tiles));
        var utilisation = 1.0;
        for (var axis = 0; axis < extents.Length; axis++)
        {
            if (extents[axis] < 1) throw new ArgumentException($"extent {extents[axis]} is below 1", nameof(extents));
            if (tiles[axis] < 1) throw new ArgumentException($"tile {tiles[axis]} is below 1", nameof(tiles));
            utilisation *= (double)extents[axis] / Footprint.RoundUp(extents[axis], tiles[axis]);
        }

        return utilisation;
    }
}
