using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Routing;

/// <summary>
/// Least latency, by a table (Dijkstra): of equally far routers the lowest number is settled first, and a router keeps the predecessor that was found
/// first.
/// </summary>
internal sealed class ShortestPathRouting : NocRouting
{
    private const byte None = byte.MaxValue;
    private readonly NocTopology _topology;
    private readonly byte[] _next;

    public ShortestPathRouting(NocTopology topology)
    {
        _topology = topology;
        _next = new byte[topology.RouterCount * topology.RouterCount];
        Array.Fill(_next, None);
        var leaving = topology.Links.ToLookup(l => l.From);
        for (var router = 0; router < topology.RouterCount; router++)
        {
            Fill(router, leaving);
        }
    }

    public override string Name => "min";

    public override bool IsTable => true;

    public override int MostOptions => 1;

    public override int Options(int router, int inPort, int inClass, int destination, Span<RouteOption> options)
    {
        var place = _topology.Nodes[destination];
        if (place.OutRouter == router)
        {
            options[0] = RouteOption.Eject(place.OutPort);
            return 1;
        }

        var port = _next[(router * _topology.RouterCount) + place.OutRouter];
        options[0] = new RouteOption(port, 0);
        return port == None ? 0 : 1;
    }

    private void Fill(int start, ILookup<int, NocLink> leaving)
    {
        var row = _next.AsSpan(start * _topology.RouterCount, _topology.RouterCount);
        var distance = new int[_topology.RouterCount];
        Array.Fill(distance, int.MaxValue);
        distance[start] = 0;
        var open = new SortedSet<(int Distance, int Router)> { (0, start) };
        while (open.Count > 0)
        {
            var (reached, router) = open.Min;
            open.Remove((reached, router));
            foreach (var link in leaving[router].OrderBy(l => l.To))
            {
                if (reached + link.Latency < distance[link.To])
                {
                    open.Remove((distance[link.To], link.To));
                    distance[link.To] = reached + link.Latency;
                    open.Add((distance[link.To], link.To));
                    row[link.To] = router == start ? (byte)link.FromPort : row[router];
                }
            }
        }
    }
}
