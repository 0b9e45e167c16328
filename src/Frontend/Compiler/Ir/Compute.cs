using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// Computes on scratchpad tiles: <paramref name="Body"/> is done at every point of the box <paramref name="Extents"/> (static, 1 or more),
/// whose axis <paramref name="LaneAxis"/> (-1: lane 0 alone) is spread over the lanes in runs of <paramref name="LaneStride"/>, as
/// buffers are.
/// Operations of the body act one after the other on the whole box: a load sees what an earlier computation stored, and within one
/// body a buffer element is read before it is written at the same point only. <paramref name="Id"/>: the static compute operation (cost
/// table entry), dense within a kernel over all computes in program order, -1 before they are numbered. <paramref name="Unit"/>: vector
/// or cross-lane.
/// On the cross-lane unit loads and stores may touch any lane.
/// </summary>
public sealed record Compute(
    int Id, string Name, ComputeUnit Unit, ImmutableArray<long> Extents, int LaneAxis, long LaneStride, ImmutableArray<VectorOp> Body)
    : Statement
{
    public long Points => Extents.Aggregate(1L, (product, extent) => checked(product * extent));
}
