using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir;

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
