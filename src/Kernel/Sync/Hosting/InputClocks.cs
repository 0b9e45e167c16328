namespace ActorSim.Kernel;

/// <summary>The clocks of a process's inputs, as last read.</summary>
internal sealed class InputClocks(LinkChannel[] channels)
{
    private long _second;

    public LinkChannel[] Channels => channels;

    /// <summary>The input with the lowest clock, null without inputs or when nothing will ever arrive.</summary>
    public LinkChannel? Slowest { get; private set; }

    /// <summary>The lowest clock.</summary>
    public long Least { get; private set; } = long.MaxValue;

    /// <summary>Reads all clocks and returns the lowest.</summary>
    public long Read()
    {
        Slowest = null;
        Least = _second = long.MaxValue;
        foreach (var channel in channels)
        {
            var view = channel.View();
            if (view < Least)
            {
                _second = Least;
                Least = view;
                Slowest = channel;
            }
            else if (view < _second)
            {
                _second = view;
            }
        }

        return Least;
    }

    /// <summary>The lowest clock of all inputs but <paramref name="channel"/>.</summary>
    public long LeastBut(LinkChannel channel) => channel == Slowest ? _second : Least;
}
