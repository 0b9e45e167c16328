using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Verification;

/// <summary>
/// Walks every way that a routing may take from every node to every other one, and refuses networks in which packets could wait for each other in a
/// ring (Dally and Seitz, IEEE ToC 1987) or could not arrive. Of adaptive routing the escape channels must have no ring (Duato, IEEE TPDS 1993);
/// who has escaped stays there, so there are no indirect dependences.
/// </summary>
public sealed class DependenceCheck
{
    private readonly NocTopology _topology;
    private readonly NocRouting _routing;
    private readonly int _channelsPerLink;
    private readonly HashSet<int>[] _after;
    private readonly bool[] _seen;
    private readonly Stack<(int Link, int Class)> _open = new();

    private DependenceCheck(NocTopology topology, NocRouting routing, int vcs)
    {
        _topology = topology;
        _routing = routing;

        // With too few virtual channels classes share one, and their rings close.
        _channelsPerLink = Math.Min(vcs, routing.Classes);
        _after = new HashSet<int>[topology.Links.Count * _channelsPerLink];
        for (var i = 0; i < _after.Length; i++)
        {
            _after[i] = [];
        }

        _seen = new bool[topology.Links.Count * routing.Classes];
    }

    /// <exception cref="NocException">A node cannot be reached, virtual channels are missing, or channels depend on each other in a ring, which is named.</exception>
    public static void Verify(NocTopology topology, NocRouting routing, RouterSpec spec)
    {
        var check = new DependenceCheck(topology, routing, spec.ClassChannels);
        for (var destination = 0; destination < topology.Nodes.Count; destination++)
        {
            check.Walk(destination);
        }

        var ring = RingFinder.Find(check._after);
        if (spec.ClassChannels < routing.Classes)
        {
            throw new NocException($"{topology.Name}: routing {routing.Name} needs {routing.Classes} virtual channels per message class, "
                + $"{spec.ClassChannels} are given" + (ring is null ? "" : $"; channels would wait for each other: {check.Name(ring)}"));
        }

        if (ring is not null)
        {
            throw new NocException($"{topology.Name}: routing {routing.Name} can deadlock: channels wait for each other: {check.Name(ring)}; "
                + "use another routing, or links without this ring");
        }
    }

    private void Walk(int destination)
    {
        Array.Clear(_seen);
        for (var source = 0; source < _topology.Nodes.Count; source++)
        {
            var place = _topology.Nodes[source];
            Visit(place.InRouter, place.InPort, RouteOption.Any, -1, source, destination);
            while (_open.TryPop(out var channel))
            {
                var link = _topology.Links[channel.Link];
                Visit(link.To, link.ToPort, channel.Class, (channel.Link * _channelsPerLink) + (channel.Class % _channelsPerLink), source, destination);
            }
        }
    }

    private void Visit(int router, int port, int inClass, int from, int source, int destination)
    {
        Span<RouteOption> options = stackalloc RouteOption[_routing.MostOptions];
        var count = _routing.Options(router, port, inClass, destination, options);
        if (count == 0)
        {
            throw Unroutable(router, source, destination);
        }

        foreach (var (outPort, outClass) in options[..count])
        {
            var end = _topology.Outputs(router)[outPort];
            if (end.Link < 0)
            {
                if (end.Node != destination)
                {
                    throw Unroutable(router, source, destination);
                }

                continue;
            }

            Depend(from, inClass, (end.Link * _channelsPerLink) + (outClass % _channelsPerLink), outClass);
            if (!_seen[(end.Link * _routing.Classes) + outClass])
            {
                _seen[(end.Link * _routing.Classes) + outClass] = true;
                _open.Push((end.Link, outClass));
            }
        }
    }

    private void Depend(int from, int inClass, int to, int outClass)
    {
        var sharesEscapes = _channelsPerLink < _routing.Classes;
        if (from >= 0 && (sharesEscapes || (inClass < _routing.EscapeClasses && outClass < _routing.EscapeClasses)))
        {
            _after[from].Add(to);
        }
    }

    private NocException Unroutable(int router, int source, int destination) => new(
        $"{_topology.Name}: node {destination} cannot be reached from node {source}: routing {_routing.Name} has no way on at router {router}; "
        + "add the missing links");

    private string Name(IReadOnlyList<int> ring) => string.Join(" -> ", ring.Append(ring[0]).Select(channel =>
    {
        var link = _topology.Links[channel / _channelsPerLink];
        return $"router {link.From} to {link.To} (VC class {channel % _channelsPerLink})";
    }));
}
