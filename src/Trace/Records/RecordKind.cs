namespace ActorSim.Trace.Records;

/// <summary>Kind of a record inside a work-item; the numbers are the file format's.</summary>
public enum RecordKind : byte
{
    Dma = 0,
    Compute = 1,
    MemoryBarrier = 2,
}
