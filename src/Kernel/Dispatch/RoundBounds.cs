using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>
/// While all units stand still and every message lies in its group's queue: how far each group may run. The start is that nothing is ever sent;
/// each pass lowers it to what the links' sources can promise given the pass before, until nothing changes: then every bound stands on a message
/// that is there, however many links away. Lookahead on every cycle makes that end soon. A pass costs one per link and per fan, whatever
/// the number of their targets.
/// </summary>
internal sealed class RoundBounds
{
    private readonly GroupState[] _groups;
    private readonly Replies _replies;
    private readonly SingleBound[] _singles;
    private readonly BundleBound[] _bundles;
    private readonly int[][] _bundlesInto;
    private readonly long[] _least;
    private readonly long[] _second;
    private readonly SingleBound?[] _slowest;
    private long _first;

    public RoundBounds(Topology topology, GroupState[] groups, Replies replies)
    {
        _groups = groups;
        _replies = replies;
        _singles = topology.Links.Where(l => l.Source.Group != l.Target.Group).Select(l => new SingleBound(l)).ToArray();
        _bundles = topology.Bundles.Select(b => new BundleBound(b)).ToArray();
        _bundlesInto = new int[groups.Length][];
        var into = Enumerable.Range(0, groups.Length).Select(_ => new SortedSet<int>()).ToArray();
        for (var b = 0; b < _bundles.Length; b++)
        {
            _bundles[b].Pair(_bundles);
            foreach (var target in _bundles[b].Bundle.Targets)
            {
                into[target.Group].Add(b);
            }
        }

        for (var g = 0; g < groups.Length; g++)
        {
            _bundlesInto[g] = [.. into[g]];
        }

        _least = new long[groups.Length];
        _second = new long[groups.Length];
        _slowest = new SingleBound?[groups.Length];
    }

    /// <summary>Finds the bounds; false when no message is left anywhere.</summary>
    public bool Compute()
    {
        var first = long.MaxValue;
        foreach (var group in _groups)
        {
            first = Math.Min(first, group.Queue.NextTicks);
        }

        if (first == long.MaxValue)
        {
            return false;
        }

        _first = first;
        Begin();
        do
        {
            Gather();
        }
        while (Lower());

        Publish();
        return true;
    }

    /// <summary>For messages: the links into <paramref name="group"/> with their bounds.</summary>
    public IEnumerable<(string Link, long Bound)> Inputs(int group) =>
        _singles.Where(s => s.Link.Target.Group == group).Select(s => (s.Link.Name, s.Ticks))
            .Concat(_bundlesInto[group].Select(b => (_bundles[b].Bundle.Name, _bundles[b].Least)));

    private void Begin()
    {
        foreach (var single in _singles)
        {
            single.Ticks = single.Link.LosesPromises ? 0 : long.MaxValue;
        }

        foreach (var bundle in _bundles)
        {
            bundle.Begin();
        }
    }

    private void Gather()
    {
        Array.Fill(_least, long.MaxValue);
        Array.Fill(_second, long.MaxValue);
        Array.Fill(_slowest, null);
        foreach (var single in _singles)
        {
            var target = single.Link.Target.Group;
            if (single.Ticks < _least[target])
            {
                _second[target] = _least[target];
                _least[target] = single.Ticks;
                _slowest[target] = single;
            }
            else
            {
                _second[target] = Math.Min(_second[target], single.Ticks);
            }
        }

        foreach (var bundle in _bundles)
        {
            bundle.Gather();
        }
    }

    private bool Lower()
    {
        var lowered = false;
        foreach (var single in _singles)
        {
            var link = single.Link;
            var group = link.Source.Group;
            var own = link.Request is { } request && _slowest[group]?.Link == request ? _second[group] : _least[group];
            lowered |= single.Lower(Promise(link, Math.Min(own, LeastOfBundles(group, null))));
        }

        foreach (var bundle in _bundles)
        {
            lowered |= bundle.Lower(this);
        }

        return lowered;
    }

    /// <summary>What the source of <paramref name="link"/> can promise when nothing comes to its group before <paramref name="inputs"/> but answers to
    /// requests not sent yet.</summary>
    internal long Promise(Link link, long inputs)
    {
        var group = link.Source.Group;
        var next = _groups[group].Queue.NextTicks;
        var present = Math.Min(next, inputs);
        var roundTrip = _replies.RoundTrip(group);
        inputs = present > long.MaxValue - roundTrip ? inputs : Math.Min(inputs, present + roundTrip);
        var own = link.Source.EarliestOutput(link, new SimTime(next), new SimTime(inputs)).Ticks;
        return Math.Max(Math.Max(link.Clock.Ticks, link.Later(_first)), Math.Max(own, link.Later(present)));
    }

    /// <summary>The earliest that may come into a group over links of its own.</summary>
    internal long LeastOfSingles(int group) => _least[group];

    /// <summary>The same over bundles, but for <paramref name="but"/>.</summary>
    internal long LeastOfBundles(int group, LinkBundle? but)
    {
        var least = long.MaxValue;
        foreach (var b in _bundlesInto[group])
        {
            if (_bundles[b].Bundle != but)
            {
                least = Math.Min(least, _bundles[b].For(group));
            }
        }

        return least;
    }

    private long SafeOf(int group) => Math.Min(_least[group], LeastOfBundles(group, null));

    private void Publish()
    {
        foreach (var group in _groups)
        {
            group.Safe = SafeOf(group.Index);
            var promised = _least[group.Index];
            foreach (var b in _bundlesInto[group.Index])
            {
                promised = Math.Min(promised, _bundles[b].Least);
            }

            group.Promised = promised;
        }
    }
}
