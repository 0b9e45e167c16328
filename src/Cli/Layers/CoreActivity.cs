using ActorSim.Actors.Dma;
using ActorSim.Actors.Protocol;
using ActorSim.Trace.Records;

namespace ActorSim.Cli.Layers;

/// <summary>One core's work over time: busy cycles of its units, bytes that came and went. For charts only.</summary>
internal sealed class CoreActivity
{
    /// <summary>Busy cycles of the arrays together.</summary>
    public TimeBuckets Arrays => Units[(int)UnitPlace.Array];

    public TimeBuckets Vector => Units[(int)UnitPlace.Vector];

    /// <summary>By <see cref="UnitPlace"/>.</summary>
    public IReadOnlyList<TimeBuckets> Units { get; } = [.. Enumerable.Range(0, ComputeUnits.Places).Select(static _ => new TimeBuckets())];

    public TimeBuckets Read { get; } = new();

    public TimeBuckets Written { get; } = new();

    /// <summary>Scratch space for spelling out a transfer's requests.</summary>
    public RequestRuns Runs { get; } = new();

    /// <summary>The same for the transfer itself.</summary>
    public TransferDescriptor Transfer { get; } = new();
}
