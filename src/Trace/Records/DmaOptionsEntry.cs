namespace ActorSim.Trace.Records;

/// <summary>Options of one Dma as ranges into the pools of its work-item.</summary>
internal struct DmaOptionsEntry
{
    public bool HasIndirect;
    public bool HasBox;
    public bool HasFill;
    public bool Accumulate;
    public int IndirectAxis;
    public int IndirectStart;
    public int IndirectCount;
    public int LowStart;
    public int HighStart;
    public int BoxRank;
    public int FillStart;
    public int FillLength;
    public int OtherStart;
    public int OtherLength;
    public int OtherCount;
}
