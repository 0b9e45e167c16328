namespace ActorSim.Kernel;

/// <summary>The clocks of a process's inputs as it read them before it last took its inbox, and lowered by requests sent since.</summary>
internal sealed class InputClocks(LinkChannel[] channels)
{
    private readonly long[] _views = new long[channels.Length];
    private long _second;

    public LinkChannel[] Channels => channels;

    /// <summary>The input with the lowest clock, null without inputs or when nothing will ever arrive.</summary>
    public LinkChannel? Slowest { get; private set; }

    /// <summary>The lowest clock.</summary>
    public long Least { get; private set; } = long.MaxValue;

    /// <summary>The clock of one input as last read.</summary>
    public long ViewOf(int input) => _views[input];

    /// <summary>Reads all clocks and returns the lowest.</summary>
    public long Read()
    {
        for (var i = 0; i < channels.Length; i++)
        {
            // A server that has just heard of a request may promise less than the client knows: what was true stays true.
            _views[i] = Math.Max(_views[i], channels[i].View());
        }

        Rank();
        return Least;
    }

    /// <summary>A request has been sent: its reply may come at <paramref name="ticks"/>.</summary>
    public void Lower(LinkChannel reply, long ticks)
    {
        if (ticks < _views[reply.Input])
        {
            _views[reply.Input] = ticks;
            Rank();
        }
    }

    /// <summary>The lowest clock of all inputs but <paramref name="channel"/>.</summary>
    public long LeastBut(LinkChannel channel) => channel == Slowest ? _second : Least;

    /// <summary>Tells those upstream that sleep how little would suffice here, so that they pass on what they hear.</summary>
    public void Demand(long need)
    {
        const int FarthestHop = 8;
        var channel = Slowest;
        for (var hop = 0; hop < FarthestHop && channel != null && need != long.MaxValue; hop++)
        {
            need -= channel.Lookahead;
            var source = channel.Source;
            if (!source.IsAsleep || !source.Blocked.Lower(need))
            {
                return;
            }

            channel = source.Blocked.Channel;
            if (channel is { Request: null } && channel.Clock > need)
            {
                source.Summon();
                return;
            }
        }
    }

    private void Rank()
    {
        Slowest = null;
        Least = _second = long.MaxValue;
        for (var i = 0; i < _views.Length; i++)
        {
            var view = _views[i];
            if (view < Least)
            {
                _second = Least;
                Least = view;
                Slowest = channels[i];
            }
            else if (view < _second)
            {
                _second = view;
            }
        }
    }
}
