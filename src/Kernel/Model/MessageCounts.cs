namespace ActorSim.Kernel.Model;

/// <summary>What a unit has received, link by link; those of bundles together. Compared with what was sent when a run ends.</summary>
internal sealed class MessageCounts
{
    private long[] _received = new long[1];

    /// <summary>Messages that the unit scheduled for itself.</summary>
    public long SentToSelf { get; set; }

    /// <summary>Those of them that it handled.</summary>
    public long ReceivedFromSelf => _received[0];

    /// <summary>Over all links of bundles.</summary>
    public long ReceivedFromBundles { get; private set; }

    /// <param name="singles">Input links of the unit's own.</param>
    public void Open(int singles) => _received = new long[singles + 1];

    public long ReceivedOver(Link link) => _received[link.Ordinal];

    public void CountReceived(int ordinal)
    {
        if (ordinal < _received.Length)
        {
            _received[ordinal]++;
        }
        else
        {
            ReceivedFromBundles++;
        }
    }
}
