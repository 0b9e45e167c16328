using ActorSim.Actors.Dma;
using ActorSim.Actors.Protocol;

namespace ActorSim.Cli.Layers;

/// <summary>One core's work over time: busy cycles of its units, bytes that came and went. For charts only.</summary>
internal sealed class CoreActivity
{
    public TimeBuckets Arrays { get; } = new();

    public TimeBuckets Vector { get; } = new();

    public TimeBuckets Read { get; } = new();

    public TimeBuckets Written { get; } = new();

    /// <summary>Scratch space for spelling out a transfer's requests.</summary>
    public RequestRuns Runs { get; } = new();

    /// <summary>The same for the transfer itself.</summary>
    public TransferDescriptor Transfer { get; } = new();
}
