namespace ActorSim.Actors.Dma;

/// <summary>Events of a DMA engine. Body and data of each are said here; the table with times is in README.md.</summary>
public static class DmaMessages
{
    /// <summary>From the core: a load or store was issued. Body: <see cref="ITransferSource"/>; data: instruction.</summary>
    public const int Issue = 1;

    /// <summary>From a channel: answers. Body: <see cref="Noc.ResponseBatch"/>, for learning only; data: channel.</summary>
    public const int Responses = 2;

    /// <summary>From itself: the engine is free, a store may start.</summary>
    public const int StoreTurn = 3;

    /// <summary>From itself: answers wait at ports that several channels share.</summary>
    public const int Drain = 4;

    /// <summary>From itself: spell out more of the committed requests.</summary>
    public const int Inject = 5;

    public const int IssuePriority = 0;
    public const int StoreTurnPriority = 1;
    public const int ResponsePriority = 2;
    public const int DrainPriority = 3;
    public const int InjectPriority = 4;
}
