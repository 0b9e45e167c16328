namespace ActorSim.Actors.Dma;

/// <summary>What one DMA engine moved for one owner. Requests count once per descriptor that touches them.</summary>
public struct OwnerTraffic
{
    public long Loads;
    public long Stores;

    /// <summary>Requests injected by its loads; each moves <c>dma.request-bytes</c>.</summary>
    public long ReadRequests;

    /// <summary>Requests injected by its stores.</summary>
    public long WriteRequests;
}
