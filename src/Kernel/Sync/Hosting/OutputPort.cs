namespace ActorSim.Kernel;

/// <summary>The outgoing side of a host: sends batches, publishes promises, and wakes those who can use them.</summary>
internal sealed class OutputPort(ProcessHost host)
{
    private LinkChannel[] _channels = [];
    private long[] _sent = [];
    private bool[] _raised = [];

    // From the present to the earliest answer to a request sent now.
    private long _roundTrip = long.MaxValue;

    public LinkChannel[] Channels => _channels;

    /// <summary>Batches and promises sent.</summary>
    public long Messages { get; private set; }

    /// <summary>Promises sent without events.</summary>
    public long NullMessages { get; private set; }

    public void Wire(LinkChannel[] inputs, LinkChannel[] channels)
    {
        foreach (var reply in inputs)
        {
            if (reply.Request != null)
            {
                _roundTrip = Math.Min(_roundTrip, reply.Later(reply.Request.Lookahead));
            }
        }

        _channels = channels;
        _sent = new long[channels.Length];
        _raised = new bool[channels.Length];
    }

    /// <summary>Sends what the process has sent since the last time: at most one batch per link.</summary>
    public void Flush(bool promises)
    {
        var next = host.NextTicks;
        var any = false;
        for (var i = 0; i < _channels.Length; i++)
        {
            var channel = _channels[i];
            _sent[i] = long.MaxValue;
            if (channel.TakeOutgoing() is { } batch)
            {
                // The time first: once pushed, the batch belongs to the target.
                _sent[i] = batch.LeastTicks;
                channel.Target.Push(batch);
                Messages++;
                any = true;
            }

            _raised[i] = promises && channel.Publish(Promise(channel, next));
            any |= _raised[i];
        }

        if (promises && any)
        {
            Interlocked.MemoryBarrier();
            WakeTargets();
        }
    }

    /// <summary>The lowest clock that a sleeping target of this host still waits for, less the lookahead to it.</summary>
    public long LeastDemand()
    {
        var least = long.MaxValue;
        foreach (var channel in _channels)
        {
            var blocked = channel.Target.Blocked;
            var need = blocked.Need;
            if (blocked.Channel == channel && need != long.MaxValue && need >= channel.Clock && !channel.Link.LosesPromises)
            {
                least = Math.Min(least, need - channel.Lookahead);
            }
        }

        return least;
    }

    /// <summary>What the process can promise on <paramref name="channel"/> with its next event at <paramref name="next"/> and nothing
    /// arriving before <paramref name="inputs"/> but answers to requests not sent yet.</summary>
    public long Promise(LinkChannel channel, long next, long inputs)
    {
        var link = channel.Link;
        var present = Math.Min(next, inputs);
        inputs = present > long.MaxValue - _roundTrip ? inputs : Math.Min(inputs, present + _roundTrip);
        var own = link.Source.EarliestOutput(link, new SimTime(next), new SimTime(inputs)).Ticks;
        return Math.Max(link.Clock.Ticks, Math.Max(own, channel.Later(present)));
    }

    private long Promise(LinkChannel channel, long next) =>
        Promise(channel, next, channel.Request == null ? host.Inputs.Least : host.Inputs.LeastBut(channel.Request));

    private void WakeTargets()
    {
        for (var i = 0; i < _channels.Length; i++)
        {
            if (_sent[i] == long.MaxValue && !_raised[i])
            {
                continue;
            }

            var channel = _channels[i];
            if (HasUse(channel, _sent[i]))
            {
                if (_sent[i] == long.MaxValue)
                {
                    Messages++;
                    NullMessages++;
                }

                channel.Target.Summon();
            }
        }
    }

    private static bool HasUse(LinkChannel channel, long earliestSent)
    {
        var blocked = channel.Target.Blocked;
        var lowered = blocked.Lower(earliestSent);

        // Read after lowering: whoever raises that clock from now on sees the lower need.
        var waitsFor = blocked.Channel;
        if (lowered && (waitsFor == null || waitsFor.Clock > earliestSent))
        {
            return true;
        }

        return waitsFor == channel && channel.Clock > blocked.Need;
    }
}
