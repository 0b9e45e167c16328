using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// A tile in the scratchpad, banked over the vector lanes. Element (i0, .., in) lies in lane (i_a / v) mod L of L lanes, a =
/// <paramref name="LaneAxis"/>, v = <paramref name="LaneStride"/>; within the lane the layout is row-major over <see cref="LocalShape"/>,
/// where axis a has the extent max(ceil(S / (L v)), 1) v instead of S and the index (i_a / (L v)) v + i_a mod v.
/// Extents are 1 or more and static. Ids are dense from 0 within a kernel. A buffer of rank 0 or with lane axis -1 lies in lane 0 alone.
/// </summary>
public sealed record SpadBuffer(
    int Id, string Name, ElementType Type, ImmutableArray<long> Shape, int LaneAxis, long LaneStride, BufferRole Role)
{
    public long Elements => Shape.Aggregate(1L, (product, extent) => checked(product * extent));

    /// <summary>Extents within one lane's bank, for <paramref name="lanes"/> lanes.</summary>
    public ImmutableArray<long> LocalShape(int lanes) =>
        [.. Shape.Select((extent, axis) => axis == LaneAxis ? LocalExtent(extent, lanes) : extent)];

    /// <summary>Row-major strides within one lane's bank, in elements.</summary>
    public ImmutableArray<long> LocalStrides(int lanes)
    {
        var shape = LocalShape(lanes);
        var strides = new long[shape.Length];
        long stride = 1;
        for (var axis = shape.Length - 1; axis >= 0; axis--) (strides[axis], stride) = (stride, checked(stride * shape[axis]));
        return [.. strides];
    }

    /// <summary>Bytes in one lane's bank (the largest).</summary>
    public long BytesPerLane(int lanes) => LocalShape(lanes).Aggregate(1L, (product, extent) => checked(product * extent)) * Type.Bytes();

    /// <summary>Bytes over all lanes, as the trace's buffer table states them.</summary>
    public long Bytes(int lanes) => LaneAxis < 0 ? BytesPerLane(lanes) : checked(BytesPerLane(lanes) * lanes);

    private long LocalExtent(long extent, int lanes)
    {
        var round = checked(lanes * LaneStride);
        return Math.Max((extent + round - 1) / round, 1) * LaneStride;
    }
}
