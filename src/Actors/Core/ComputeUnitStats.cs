namespace ActorSim.Actors.Core;

/// <summary>What one compute unit did, in core cycles. Busy + bubble + idle = total.</summary>
public sealed class ComputeUnitStats
{
    public long Operations { get; internal set; }

    /// <summary>Sum of cost - overlap: the cycles in which the unit accepts nothing else.</summary>
    public long BusyCycles { get; internal set; }

    /// <summary>Overlap that was not overlapped: pipeline fill and drain that nothing hid.</summary>
    public long BubbleCycles { get; internal set; }
}
