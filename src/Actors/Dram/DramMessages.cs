namespace ActorSim.Actors.Dram;

/// <summary>Events of a DRAM channel. Interconnect cycle n is at the interconnect clock's edge n plus one tick: after the cores' step.</summary>
public static class DramMessages
{
    /// <summary>From a DMA engine: requests. Body: <see cref="Noc.RequestBatch"/>.</summary>
    public const int Requests = 1;

    /// <summary>From itself: something waits that can be done by now.</summary>
    public const int Work = 2;

    public const int RequestPriority = 0;
    public const int WorkPriority = 1;
}
