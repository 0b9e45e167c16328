namespace ActorSim.Noc.Topologies;

/// <summary>Routers, links and the places of the nodes: wiring only, immutable.</summary>
public sealed class NocTopology
{
    /// <summary>Ports of a router: request masks are single words.</summary>
    public const int MostPorts = 64;

    private readonly PortEnd[][] _outputs;
    private readonly PortEnd[][] _inputs;

    /// <exception cref="NocException">A port is used twice, a latency is below 1, or a node is placed outside.</exception>
    public NocTopology(string name, NocShape shape, IReadOnlyList<int> portCounts, IReadOnlyList<NocLink> links, IReadOnlyList<NodePlace> nodes,
        IReadOnlyList<int> radices)
    {
        Name = name;
        Shape = shape;
        Links = links;
        Nodes = nodes;
        Radices = radices;
        _outputs = Open(name, portCounts);
        _inputs = Open(name, portCounts);
        for (var i = 0; i < links.Count; i++)
        {
            Attach(i, links[i]);
        }

        for (var node = 0; node < nodes.Count; node++)
        {
            var place = nodes[node];
            Take(ref _inputs[place.InRouter][place.InPort], new PortEnd(-1, node), place.InRouter, place.InPort, "input");
            Take(ref _outputs[place.OutRouter][place.OutPort], new PortEnd(-1, node), place.OutRouter, place.OutPort, "output");
        }
    }

    public string Name { get; }

    public NocShape Shape { get; }

    public IReadOnlyList<NocLink> Links { get; }

    /// <summary>By node number.</summary>
    public IReadOnlyList<NodePlace> Nodes { get; }

    /// <summary>Digits of a node number, lowest first, as traffic patterns see it; their product is the number of nodes.</summary>
    public IReadOnlyList<int> Radices { get; }

    public int RouterCount => _outputs.Length;

    /// <summary>By output port.</summary>
    public IReadOnlyList<PortEnd> Outputs(int router) => _outputs[router];

    /// <summary>By input port.</summary>
    public IReadOnlyList<PortEnd> Inputs(int router) => _inputs[router];

    private static PortEnd[][] Open(string name, IReadOnlyList<int> counts)
    {
        var ports = new PortEnd[counts.Count][];
        for (var router = 0; router < ports.Length; router++)
        {
            if (counts[router] > MostPorts)
            {
                throw new NocException($"{name}: router {router} has {counts[router]} ports; a router has at most {MostPorts}: use a smaller radix or more stages");
            }

            ports[router] = new PortEnd[counts[router]];
            Array.Fill(ports[router], PortEnd.Open);
        }

        return ports;
    }

    private void Attach(int index, NocLink link)
    {
        if (link.Latency < 1)
        {
            throw new NocException($"{Name}: the link from router {link.From} to router {link.To} has latency {link.Latency}; it must be at least 1 cycle");
        }

        Take(ref _outputs[link.From][link.FromPort], new PortEnd(index, -1), link.From, link.FromPort, "output");
        Take(ref _inputs[link.To][link.ToPort], new PortEnd(index, -1), link.To, link.ToPort, "input");
    }

    private void Take(ref PortEnd port, PortEnd end, int router, int number, string side)
    {
        if (!port.IsOpen)
        {
            throw new NocException($"{Name}: {side} port {number} of router {router} is attached twice");
        }

        port = end;
    }
}
