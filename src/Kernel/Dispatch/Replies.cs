using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>How soon a group may hear of what it sends: over links back from where it sends to.</summary>
internal sealed class Replies
{
    // By group: from the present to the earliest answer to something sent now, and from its arrival elsewhere to the answer.
    private readonly long[] _roundTrips;
    private readonly long[] _waysBack;

    public Replies(Topology topology)
    {
        _roundTrips = new long[topology.Groups];
        _waysBack = new long[topology.Groups];
        Array.Fill(_roundTrips, long.MaxValue);
        Array.Fill(_waysBack, long.MaxValue);
        foreach (var reply in topology.Links.Where(l => l.Request is not null && l.Source.Group != l.Target.Group))
        {
            Note(reply.Target.Group, reply.Request!.LookaheadTicks, reply.LookaheadTicks);
        }

        foreach (var bundle in topology.Bundles.Where(b => b.Request is not null))
        {
            foreach (var target in bundle.Targets)
            {
                Note(target.Group, bundle.Request!.LookaheadTicks, bundle.LookaheadTicks);
            }
        }
    }

    /// <summary>From a group's present to the earliest answer to something sent now; <see cref="long.MaxValue"/> without reactive links.</summary>
    public long RoundTrip(int group) => _roundTrips[group];

    /// <summary>The earliest time at which <paramref name="group"/> may hear of <paramref name="message"/>, which it sends.</summary>
    public long EarliestTo(int group, TimedMessage message)
    {
        var back = _waysBack[group];
        return message.Ticks > long.MaxValue - back ? long.MaxValue : message.Ticks + back;
    }

    private void Note(int group, long there, long back)
    {
        _roundTrips[group] = Math.Min(_roundTrips[group], there + back);
        _waysBack[group] = Math.Min(_waysBack[group], back);
    }
}
