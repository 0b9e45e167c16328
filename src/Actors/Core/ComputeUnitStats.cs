namespace ActorSim.Actors.Core;

/// <summary>What one compute unit did, in core cycles. Busy + bubble + idle = total.</summary>
public sealed class ComputeUnitStats
{
    public long Operations { get; private set; }

    /// <summary>Sum of cost - overlap: the cycles in which the unit accepts nothing else.</summary>
    public long BusyCycles { get; private set; }

    /// <summary>Overlap that was not overlapped: pipeline fill and drain that nothing hid.</summary>
    public long BubbleCycles { get; private set; }

    /// <summary>Counts one operation more.</summary>
    /// <param name="busyCycles">Core cycles in which the unit accepted nothing else for it.</param>
    /// <param name="bubbleCycles">Core cycles of its fill and drain that nothing hid.</param>
    public void Book(long busyCycles, long bubbleCycles)
    {
        Operations++;
        BusyCycles += busyCycles;
        BubbleCycles += bubbleCycles;
    }
}
