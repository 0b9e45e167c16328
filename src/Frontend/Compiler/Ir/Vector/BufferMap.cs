using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>
/// Which element of a buffer belongs to a point of a computation's iteration space: along buffer axis k the index is Origin[k], plus the
/// point's coordinate on iteration axis Axes[k] (-1: none, the buffer is the same along it).
/// </summary>
public sealed record BufferMap(int Buffer, ImmutableArray<int> Axes, ImmutableArray<IndexExpr> Origin)
{
    /// <summary>The buffer has exactly the axes of the iteration space.</summary>
    public static BufferMap Identity(int buffer, int rank) =>
        new(buffer, [.. Enumerable.Range(0, rank)], [.. Enumerable.Repeat(IndexExpr.Zero, rank)]);
}
