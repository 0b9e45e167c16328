namespace ActorSim.Kernel.Model;

/// <summary>Wiring only: declares units and links, then checks them as a whole.</summary>
/// <param name="root">Name of the actor above all units.</param>
public sealed class TopologyBuilder(string root = "model")
{
    private readonly List<Unit> _units = [];
    private readonly List<SingleLink> _links = [];
    private readonly List<LinkBundle> _bundles = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int[] _inputs = new int[16];
    private int _linkCount;
    private int _groups;

    /// <summary>Adds a unit. Units of one <paramref name="group"/> (0 to 65535) are kept on one thread; so are those that a link
    /// without lookahead connects.</summary>
    /// <exception cref="ArgumentException">Its name is taken, or it already belongs to a topology.</exception>
    public T Add<T>(T unit, int group)
        where T : Unit
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        if (unit.Index >= 0 || !_names.Add(unit.Name))
        {
            throw new ArgumentException($"unit '{unit.Name}' is declared twice", nameof(unit));
        }

        unit.Index = _units.Count;
        unit.Group = group;
        _groups = Math.Max(_groups, group + 1);
        _units.Add(unit);
        if (unit.Index == _inputs.Length)
        {
            Array.Resize(ref _inputs, unit.Index * 2);
        }

        return unit;
    }

    /// <summary>Connects two units. <paramref name="lookaheadTicks"/> is the least time from the source's present to the message's
    /// time.</summary>
    public Link<T> Connect<T>(Unit source, Unit target, long lookaheadTicks)
        where T : TimedMessage
    {
        var name = $"{source.Name} -> {target.Name}";
        RequireAdded(name, source, target);
        RequireLookahead(name, lookaheadTicks, 0);
        if (_inputs[target.Index] > target.Inputs.Count)
        {
            throw new ArgumentException($"link '{name}': links of a unit's own are declared before bundles that end there");
        }

        var link = new Link<T>(name, source, target, _linkCount++, NextOrdinal(name, target, 1), lookaheadTicks);
        source.AddOutput(link);
        target.AddInput(link);
        _links.Add(link);
        return link;
    }

    /// <summary>Connects each of several units with each of several others, at a cost per unit. The targets must have had the same inputs so
    /// far, and <paramref name="lookaheadTicks"/> must be positive.</summary>
    public LinkBundle<T> Connect<T>(string name, IReadOnlyList<Unit> sources, IReadOnlyList<Unit> targets, long lookaheadTicks)
        where T : TimedMessage
    {
        RequireAdded(name, [.. sources, .. targets]);
        RequireLookahead(name, lookaheadTicks, 1);
        var ordinal = 0;
        foreach (var target in targets)
        {
            var own = NextOrdinal(name, target, sources.Count);
            if (ordinal != 0 && own != ordinal)
            {
                throw new ArgumentException($"links '{name}': '{target.Name}' has other inputs than the targets before it");
            }

            ordinal = own;
        }

        var bundle = new LinkBundle<T>(name, [.. sources], [.. targets], _linkCount, ordinal, lookaheadTicks);
        _linkCount += sources.Count;
        foreach (var fan in bundle.Fans)
        {
            fan.Source.AddOutput(fan);
        }

        _bundles.Add(bundle);
        return bundle;
    }

    /// <summary>Declares that nothing but messages on <paramref name="request"/> (and what follows from them) causes messages on
    /// <paramref name="reply"/>, which runs the other way: without unanswered requests the client is safe on the reply link.</summary>
    public void Reactive(SingleLink request, SingleLink reply)
    {
        if (request.Source != reply.Target || request.Target != reply.Source)
        {
            throw new ArgumentException($"'{reply.Name}' does not answer '{request.Name}'");
        }

        reply.Request = request;
        request.Reply = reply;
    }

    /// <summary>The same for bundles.</summary>
    public void Reactive(LinkBundle request, LinkBundle reply)
    {
        if (!request.Sources.SequenceEqual(reply.Targets) || !request.Targets.SequenceEqual(reply.Sources))
        {
            throw new ArgumentException($"'{reply.Name}' does not answer '{request.Name}'");
        }

        reply.Request = request;
        request.Reply = reply;
    }

    /// <exception cref="ArgumentException">There is no unit, or a cycle of links has no lookahead; the message names the
    /// cycle.</exception>
    public Topology Build(Func<UnitFolder, RootActor>? createRoot = null)
    {
        if (_units.Count == 0)
        {
            throw new ArgumentException("a topology needs at least one unit");
        }

        foreach (var unit in _units)
        {
            unit.Counts.Open(unit.Inputs.Count);
        }

        ZeroLookaheadCycle.Refuse(_units);
        GroupMerge.Apply(_units, _links, ref _groups);
        var topology = new Topology(root, _units.ToArray(), _links.ToArray(), _bundles.ToArray(), _groups);
        return createRoot is null ? topology
            : new Topology(root, topology.Units, topology.Links, topology.Bundles, _groups) { CreateRoot = createRoot };
    }

    private static void RequireAdded(string name, params ReadOnlySpan<Unit> ends)
    {
        foreach (var unit in ends)
        {
            if (unit.Index < 0)
            {
                throw new ArgumentException($"link '{name}': both ends must be added to the topology first");
            }
        }
    }

    private static void RequireLookahead(string name, long ticks, long least)
    {
        if (ticks < least)
        {
            throw new ArgumentOutOfRangeException(nameof(ticks), ticks, $"link '{name}': the lookahead must be at least {least}");
        }
    }

    private int NextOrdinal(string name, Unit target, int links)
    {
        ref var inputs = ref _inputs[target.Index];
        var ordinal = inputs + 1;
        inputs += links;
        return inputs <= EventKey.MaxOrdinal
            ? ordinal
            : throw new ArgumentException($"link '{name}': '{target.Name}' has more than {EventKey.MaxOrdinal} inputs");
    }
}
