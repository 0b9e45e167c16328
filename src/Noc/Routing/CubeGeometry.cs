using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Routing;

/// <summary>Coordinates of the routers of a mesh or torus, and the ejection ports of its nodes.</summary>
internal sealed class CubeGeometry
{
    private readonly int[] _coordinates;
    private readonly int[] _radices;
    private readonly int[] _router;
    private readonly byte[] _port;

    public CubeGeometry(NocTopology topology, CubeShape shape)
    {
        _radices = [.. shape.Radices];
        Wraps = shape.Wraps;
        _router = topology.Nodes.Select(n => n.OutRouter).ToArray();
        _port = topology.Nodes.Select(n => (byte)n.OutPort).ToArray();
        _coordinates = new int[topology.RouterCount * _radices.Length];
        for (var router = 0; router < topology.RouterCount; router++)
        {
            var rest = router;
            for (var d = 0; d < _radices.Length; d++)
            {
                _coordinates[(router * _radices.Length) + d] = rest % _radices[d];
                rest /= _radices[d];
            }
        }
    }

    public bool Wraps { get; }

    public int Dimensions => _radices.Length;

    public int Radix(int dimension) => _radices[dimension];

    public int RouterOf(int node) => _router[node];

    public RouteOption Eject(int node) => RouteOption.Eject(_port[node]);

    public int Coordinate(int router, int dimension) => _coordinates[(router * _radices.Length) + dimension];

    /// <summary>The lowest dimension in which two routers differ, or the highest; -1 if they are the same.</summary>
    public int Differing(int router, int target, bool highestFirst)
    {
        for (var i = 0; i < _radices.Length; i++)
        {
            var d = highestFirst ? _radices.Length - 1 - i : i;
            if (Coordinate(router, d) != Coordinate(target, d))
            {
                return d;
            }
        }

        return -1;
    }

    /// <summary>Whether a port leads (output) or leads in (input) along a dimension.</summary>
    public bool IsAlong(int port, int dimension) => port >> 1 == dimension && port < 2 * _radices.Length;
}
