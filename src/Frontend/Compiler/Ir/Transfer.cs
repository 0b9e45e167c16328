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

/// <summary>Which way a transfer moves data.</summary>
public enum TransferDirection
{
    /// <summary>DRAM to scratchpad.</summary>
    Load,

    /// <summary>Scratchpad to DRAM.</summary>
    Store,
}

/// <summary>
/// One axis of a transfer: index i in [0, Extent) moves the DRAM element by i * DramStride (0 replicates) and the scratchpad element
/// along the buffer's axis <paramref name="BufferAxis"/> by i * BufferStep. Only indices in [Low, High) touch DRAM: outside it, a load
/// writes the fill value and a store leaves DRAM alone (null: no bound; values outside [0, Extent] are clamped).
/// </summary>
/// <param name="Extent">Static, 1 or more.</param>
/// <param name="DramStride">Elements; may be symbolic.</param>
/// <param name="BufferAxis">Axis of the buffer; -1 if the axis does not move in the buffer.</param>
/// <param name="BufferStep">Elements along the buffer's axis for each step of i; 1 or more. Several transfer axes may share a buffer
/// axis (a collapsed group: the outer one steps by the inner one's extent).</param>
/// <param name="Low">First valid index.</param>
/// <param name="High">First index behind the valid ones.</param>
public sealed record TransferAxis(
    long Extent, IndexExpr DramStride, int BufferAxis, long BufferStep = 1, IndexExpr? Low = null, IndexExpr? High = null);

/// <summary>
/// Gather or scatter: element offsets (i32 or i64 values) lie in the scratchpad buffer <paramref name="OffsetBuffer"/>, whose axes are
/// those of the transferred buffer (extent 1 = the same offset along that axis). The DRAM element moves by value * OffsetStride.
/// </summary>
public sealed record IndirectAccess(int OffsetBuffer, long OffsetStride)
{
    /// <summary>
    /// Values outside [0, Limit) are refused when the program runs on numbers; in units of the offset values. Null: not known.
    /// </summary>
    public Index.IndexExpr? Limit { get; init; }
}
