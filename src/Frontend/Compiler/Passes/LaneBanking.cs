using System.Collections.Immutable;

namespace ActorSim.Frontend.Compiler.Passes;

/// <summary>How strides of a tile shrink when one of its axes is spread over the vector lanes.</summary>
public static class LaneBanking
{
    /// <summary>
    /// Strides within one lane's bank, in elements, of a tile with dense strides <paramref name="strides"/>: the split axis of extent S
    /// takes max(ceil(S / (L v)), 1) v elements there, so that a stride s above the axis' own becomes floor(s / S) times that.
    /// Source: PyTorchSim's frontend, section 3 (lane-banked physical stride).
    /// </summary>
    /// <param name="shape">Extents of the tile, each 1 or more.</param>
    /// <param name="strides">Elements from one index to the next on each axis, in the tile without lanes.</param>
    /// <param name="laneAxis">The split axis; -1: none, nothing changes.</param>
    /// <param name="laneStride">v: neighbours along the axis that stay in one lane, 1 or more.</param>
    /// <param name="lanes">L, 1 or more.</param>
    public static ImmutableArray<long> PhysicalStrides(
        ReadOnlySpan<long> shape, ReadOnlySpan<long> strides, int laneAxis, long laneStride, int lanes)
    {
        if (shape.Length != strides.Length)
            throw new ArgumentException($"{shape.Length} extents but {strides.Length} strides", nameof(strides));
        if (laneAxis < 0) return [.. strides];
        var extent = shape[laneAxis];
        var round = checked(lanes * laneStride);
        var banked = Math.Max((extent + round - 1) / round, 1) * laneStride;
        var physical = ImmutableArray.CreateBuilder<long>(strides.Length);
        foreach (var stride in strides)
            physical.Add(stride > strides[laneAxis] ? checked(stride / extent * banked) : stride);
        return physical.MoveToImmutable();
    }
}
