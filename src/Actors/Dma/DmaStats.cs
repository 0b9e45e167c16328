namespace ActorSim.Actors.Dma;

/// <summary>What one DMA engine did.</summary>
public sealed class DmaStats
{
    /// <summary>Load descriptors started.</summary>
    public long Loads { get; internal set; }

    /// <summary>Store descriptors started.</summary>
    public long Stores { get; internal set; }

    /// <summary>Requests injected by loads; each moves <c>dma.request-bytes</c>.</summary>
    public long ReadRequests { get; internal set; }

    /// <summary>Requests injected by stores.</summary>
    public long WriteRequests { get; internal set; }

    /// <summary>Core cycles in which a descriptor was being injected.</summary>
    public long InjectionCycles { get; internal set; }

    /// <summary>Answers taken, acknowledgements of stores included.</summary>
    public long Responses { get; internal set; }

    /// <summary>Requests by the tensor and kernel they are for.</summary>
    public OwnerTable Owners { get; } = new();
}
