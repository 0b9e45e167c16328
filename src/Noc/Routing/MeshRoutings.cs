namespace ActorSim.Noc.Routing;

/// <summary>Dimension order in a mesh: XY corrects the lowest dimension first, YX the highest.</summary>
internal sealed class DimensionOrderRouting(CubeGeometry cube, bool highestFirst) : NocRouting
{
    public override string Name => highestFirst ? "yx" : "xy";

    public override bool IsTable => true;

    public override int MostOptions => 1;

    public override int Options(int router, int inPort, int inClass, int destination, Span<RouteOption> options)
    {
        options[0] = Next(cube, router, destination, highestFirst, 0);
        return 1;
    }

    internal static RouteOption Next(CubeGeometry cube, int router, int destination, bool highestFirst, int routingClass)
    {
        var target = cube.RouterOf(destination);
        var d = cube.Differing(router, target, highestFirst);
        if (d < 0)
        {
            return cube.Eject(destination);
        }

        var port = cube.Coordinate(router, d) < cube.Coordinate(target, d) ? 2 * d : (2 * d) + 1;
        return new RouteOption((byte)port, (sbyte)routingClass);
    }
}

/// <summary>O1TURN (Seo et al., ISCA 2005): XY or YX, drawn at injection, each in virtual channels of its own.</summary>
internal sealed class O1TurnRouting(CubeGeometry cube) : NocRouting
{
    public override string Name => "o1turn";

    public override int Classes => 2;

    public override int MostOptions => 2;

    public override int Options(int router, int inPort, int inClass, int destination, Span<RouteOption> options)
    {
        var chosen = Math.Max(inClass, 0);
        options[0] = DimensionOrderRouting.Next(cube, router, destination, highestFirst: chosen == 1, chosen);
        if (inClass != RouteOption.Any || options[0].Class == RouteOption.Any)
        {
            return 1;
        }

        options[1] = DimensionOrderRouting.Next(cube, router, destination, highestFirst: true, 1);
        return 2;
    }
}

/// <summary>
/// Minimal adaptive in a mesh: any productive port in class 1, or dimension order in class 0, the escape; who has escaped stays there
/// (Duato, IEEE TPDS 1993).
/// </summary>
internal sealed class AdaptiveMeshRouting(CubeGeometry cube) : NocRouting
{
    private const int Escape = 0;
    private const int Adaptive = 1;

    public override string Name => "adaptive";

    public override int Classes => 2;

    public override int EscapeClasses => 1;

    public override int MostOptions => cube.Dimensions + 1;

    public override int Options(int router, int inPort, int inClass, int destination, Span<RouteOption> options)
    {
        options[0] = DimensionOrderRouting.Next(cube, router, destination, highestFirst: false, Escape);
        if (inClass == Escape || options[0].Class == RouteOption.Any)
        {
            return 1;
        }

        var (count, target) = (1, cube.RouterOf(destination));
        for (var d = 0; d < cube.Dimensions; d++)
        {
            var (x, end) = (cube.Coordinate(router, d), cube.Coordinate(target, d));
            if (x != end)
            {
                options[count++] = new RouteOption((byte)(x < end ? 2 * d : (2 * d) + 1), Adaptive);
            }
        }

        return count;
    }
}
