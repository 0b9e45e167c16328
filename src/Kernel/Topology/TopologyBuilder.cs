namespace ActorSim.Kernel;

/// <summary>Wiring only: declares processes and links, then checks them as a whole.</summary>
public sealed class TopologyBuilder
{
    private readonly List<LogicalProcess> _processes = [];
    private readonly List<Link> _links = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private int _groups;

    /// <summary>Adds a process. Processes of one <paramref name="group"/> (0 to 65535) are kept on one worker.</summary>
    /// <exception cref="ArgumentException">Its name is taken, or it already belongs to a topology.</exception>
    public T Add<T>(T process, int group)
        where T : LogicalProcess
    {
        ArgumentOutOfRangeException.ThrowIfNegative(group);
        if (process.Index >= 0 || !_names.Add(process.Name))
        {
            throw new ArgumentException($"process '{process.Name}' is declared twice", nameof(process));
        }

        process.Index = _processes.Count;
        process.Group = group;
        _groups = Math.Max(_groups, group + 1);
        _processes.Add(process);
        return process;
    }

    /// <summary>Connects two processes. <paramref name="lookaheadTicks"/> is the least time from the source's present to the event's
    /// time.</summary>
    public Link Connect(LogicalProcess source, LogicalProcess target, long lookaheadTicks)
    {
        var name = $"{source.Name} -> {target.Name}";
        if (source.Index < 0 || target.Index < 0)
        {
            throw new ArgumentException($"link '{name}': both ends must be added to the topology first");
        }

        if (lookaheadTicks < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(lookaheadTicks), lookaheadTicks, $"link '{name}': the lookahead is negative");
        }

        var ordinal = target.Inputs.Count + 1;
        if (ordinal > EventKey.MaxOrdinal)
        {
            throw new ArgumentException($"link '{name}': '{target.Name}' has more than {EventKey.MaxOrdinal} inputs");
        }

        var link = new Link(name, source, target, _links.Count, ordinal, lookaheadTicks);
        source.AddOutput(link);
        target.AddInput(link);
        _links.Add(link);
        return link;
    }

    /// <summary>Declares that nothing but messages on <paramref name="request"/> (and what follows from them) causes messages on
    /// <paramref name="reply"/>, which runs the other way: without unanswered requests the client is safe on the reply link.</summary>
    public void Reactive(Link request, Link reply)
    {
        if (request.Source != reply.Target || request.Target != reply.Source)
        {
            throw new ArgumentException($"'{reply.Name}' does not answer '{request.Name}'");
        }

        reply.RequestLink = request;
    }

    /// <exception cref="ArgumentException">There is no process, or a cycle of links has no lookahead; the message names the
    /// cycle.</exception>
    public Topology Build()
    {
        if (_processes.Count == 0)
        {
            throw new ArgumentException("a topology needs at least one process");
        }

        ZeroLookaheadCycle.Refuse(_processes);
        return new Topology(_processes.ToArray(), _links.ToArray(), _groups);
    }
}
