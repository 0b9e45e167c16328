using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Routing;

/// <summary>The routing functions of a topology by name; the first one is the usual one.</summary>
public static class RoutingCatalog
{
    /// <exception cref="NocException">The topology has no such routing.</exception>
    public static NocRouting Create(NocTopology topology, string? name = null)
    {
        var known = Of(topology);
        var chosen = name is null ? known[0] : known.FirstOrDefault(r => r.Names.Contains(name));
        return chosen.Create is { } create
            ? create()
            : throw new NocException($"routing '{name}' does not exist on {topology.Name}; one of: {string.Join(", ", known.Select(r => r.Names[0]))}");
    }

    /// <summary>Names that <see cref="Create"/> takes for this topology.</summary>
    public static IReadOnlyList<string> Names(NocTopology topology) => Of(topology).Select(r => r.Names[0]).ToArray();

    private static (string[] Names, Func<NocRouting> Create)[] Of(NocTopology topology) => topology.Shape switch
    {
        CubeShape { Wraps: false } shape => Mesh(new CubeGeometry(topology, shape)),
        CubeShape shape => Torus(new CubeGeometry(topology, shape)),
        TreeShape tree => [(["nca"], () => new NearestAncestorRouting(tree))],
        ButterflyShape fly => [(["dest_tag"], () => new DestinationTagRouting(fly))],
        FlattenedShape shape =>
        [
            (["ran_min", "xy", "dim_order"], () => new FlattenedRouting(topology, shape, drawsOrder: false)),
            (["o1turn"], () => new FlattenedRouting(topology, shape, drawsOrder: true)),
        ],
        FreeShape => [(["min"], () => new ShortestPathRouting(topology))],
        _ => throw new NocException($"{topology.Name}: its shape {topology.Shape} has no routing"),
    };

    private static (string[] Names, Func<NocRouting> Create)[] Mesh(CubeGeometry cube) =>
    [
        (["xy", "dor", "dim_order"], () => new DimensionOrderRouting(cube, highestFirst: false)),
        (["yx"], () => new DimensionOrderRouting(cube, highestFirst: true)),
        (["o1turn"], () => new O1TurnRouting(cube)),
        (["adaptive"], () => new AdaptiveMeshRouting(cube)),
    ];

    private static (string[] Names, Func<NocRouting> Create)[] Torus(CubeGeometry cube) =>
    [
        (["dim_order", "xy", "dor"], () => new TorusDimensionOrderRouting(cube)),
        (["adaptive"], () => new AdaptiveTorusRouting(cube)),
    ];
}
