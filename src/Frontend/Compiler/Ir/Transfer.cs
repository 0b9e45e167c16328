using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// Moves a box of elements between a tensor and a buffer. DRAM element of (i0, .., in): Base + sum i_k DramStride_k [+ indirect offset];
/// buffer element: Origin + the steps of the axes. Before decomposition any rank; after it at most 4 axes.
/// </summary>
public sealed record Transfer(
    TransferDirection Direction, int Tensor, IndexExpr Base, int Buffer, ImmutableArray<TransferAxis> Axes) : Statement
{
    /// <summary>Start in the buffer, one expression for each of its axes (default: all 0).</summary>
    public ImmutableArray<IndexExpr> Origin { get; init; } = [];

    /// <summary>Raw bits (of the buffer's element type) written where nothing is loaded.</summary>
    public ulong Fill { get; init; }

    /// <summary>An asynchronous load must be waited for (<see cref="Wait"/> with the same tag and slot) before its data are used.</summary>
    public bool IsAsync { get; init; }

    /// <summary>Semaphore of an asynchronous load; ids are dense from 0 within a kernel; -1 for none.</summary>
    public int Tag { get; init; } = -1;

    public IndexExpr Slot { get; init; } = IndexExpr.Zero;

    public IndirectAccess? Indirect { get; init; }

    /// <summary>A store adds to what DRAM holds, element after element in order (duplicate indices add up).</summary>
    public bool Accumulate { get; init; }

    /// <summary>How the fine-grained DMA pass cuts the box, one extent for each axis; empty: in one piece.</summary>
    public ImmutableArray<long> Subtile { get; init; } = [];
}
