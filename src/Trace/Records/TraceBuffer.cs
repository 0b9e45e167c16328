namespace ActorSim.Trace.Records;

/// <summary>A named piece of a work-item's scratchpad.</summary>
/// <param name="Id">Small non-negative number.</param>
/// <param name="Name">For reports only.</param>
/// <param name="Bytes">Bytes of scratchpad; 0 for virtual buffers and for buffers that are not charged.</param>
/// <param name="Role">What it is for.</param>
public sealed record TraceBuffer(int Id, string Name, long Bytes, BufferRole Role)
{
    /// <summary>
    /// Versions of the buffer that a work-item may hold at once, 1 or more: the write that would open one more waits (docs/scheduling.md).
    /// Of a weights buffer: 1 or more says that preloads take their slots in the order of the records. 0: not bounded.
    /// </summary>
    public int Versions { get; init; }
}
