using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Routing;

/// <summary>Fat tree: up by any port until the destination lies below, then down by the only way.</summary>
internal sealed class NearestAncestorRouting(TreeShape tree) : NocRouting
{
    private readonly int _perLevel = FatTreeTopology.Power(tree.Arity, tree.Levels - 1);

    public override string Name => "nca";

    public override int MostOptions => tree.Arity;

    public override int Options(int router, int inPort, int inClass, int destination, Span<RouteOption> options)
    {
        var (level, position) = (router / _perLevel, router % _perLevel);
        var covered = FatTreeTopology.Power(tree.Arity, tree.Levels - level);
        var below = covered / tree.Arity;
        if (destination / covered == position / below)
        {
            var port = (byte)(destination % covered / below);
            options[0] = level == tree.Levels - 1 ? RouteOption.Eject(port) : new RouteOption(port, 0);
            return 1;
        }

        for (var up = 0; up < tree.Arity; up++)
        {
            options[up] = new RouteOption((byte)(tree.Arity + up), 0);
        }

        return tree.Arity;
    }
}

/// <summary>Butterfly: each stage's port is a digit of the destination, highest first.</summary>
internal sealed class DestinationTagRouting(ButterflyShape fly) : NocRouting
{
    private readonly int _perStage = FatTreeTopology.Power(fly.Arity, fly.Stages - 1);

    public override string Name => "dest_tag";

    public override bool IsTable => true;

    public override int MostOptions => 1;

    public override int Options(int router, int inPort, int inClass, int destination, Span<RouteOption> options)
    {
        var left = fly.Stages - 1 - (router / _perStage);
        var port = (byte)(destination / FatTreeTopology.Power(fly.Arity, left) % fly.Arity);
        options[0] = left == 0 ? RouteOption.Eject(port) : new RouteOption(port, 0);
        return 1;
    }
}

/// <summary>
/// Flattened butterfly, one hop per dimension: lowest dimension first, or (two classes) in either order, drawn at injection.
/// </summary>
internal sealed class FlattenedRouting(NocTopology topology, FlattenedShape shape, bool drawsOrder) : NocRouting
{
    public override string Name => drawsOrder ? "o1turn" : "ran_min";

    public override int Classes => drawsOrder ? 2 : 1;

    public override bool IsTable => !drawsOrder;

    public override int MostOptions => Classes;

    public override int Options(int router, int inPort, int inClass, int destination, Span<RouteOption> options)
    {
        var place = topology.Nodes[destination];
        if (place.OutRouter == router)
        {
            options[0] = RouteOption.Eject(place.OutPort);
            return 1;
        }

        var chosen = Math.Max(inClass, 0);
        options[0] = new RouteOption((byte)Port(router, place.OutRouter, highestFirst: chosen == 1), (sbyte)chosen);
        if (!drawsOrder || inClass != RouteOption.Any)
        {
            return 1;
        }

        options[1] = new RouteOption((byte)Port(router, place.OutRouter, highestFirst: true), 1);
        return 2;
    }

    private int Port(int router, int target, bool highestFirst)
    {
        var (port, stride, found) = (shape.Concentration, 1, 0);
        foreach (var k in shape.Radices)
        {
            var (x, end) = (router / stride % k, target / stride % k);
            if (x != end)
            {
                found = port + FlattenedButterflyTopology.Rank(end, x);
                if (!highestFirst)
                {
                    return found;
                }
            }

            port += k - 1;
            stride *= k;
        }

        return found;
    }
}
