namespace ActorSim.Noc.Routing;

/// <summary>
/// Dimension order in a torus, the shorter way round; half the ring either way. The dateline lies between the last and the first router of a ring:
/// a packet that enters a dimension takes class 1 if (moving up and its coordinate is above the destination's) or (moving down and above), else
/// class 0, and keeps it in this dimension. Upwards class 1 holds the packets that wrap, downwards those that do not.
/// </summary>
internal sealed class TorusDimensionOrderRouting(CubeGeometry cube) : NocRouting
{
    public override string Name => "dim_order";

    public override int Classes => 2;

    public override int MostOptions => 2;

    public override int Options(int router, int inPort, int inClass, int destination, Span<RouteOption> options)
    {
        var target = cube.RouterOf(destination);
        var d = cube.Differing(router, target, highestFirst: false);
        if (d < 0)
        {
            options[0] = cube.Eject(destination);
            return 1;
        }

        if (inClass != RouteOption.Any && cube.IsAlong(inPort, d))
        {
            options[0] = new RouteOption((byte)(inPort ^ 1), (sbyte)inClass);
            return 1;
        }

        return Enter(cube, router, target, d, options);
    }

    /// <summary>The way into a dimension; two options if both ways are equally long.</summary>
    internal static int Enter(CubeGeometry cube, int router, int target, int dimension, Span<RouteOption> options)
    {
        var (x, end, radix) = (cube.Coordinate(router, dimension), cube.Coordinate(target, dimension), cube.Radix(dimension));
        var above = x > end;
        var upwards = above ? end - x + radix : end - x;
        var routingClass = (sbyte)(above ? 1 : 0);
        var count = 0;
        if (2 * upwards <= radix)
        {
            options[count++] = new RouteOption((byte)(2 * dimension), routingClass);
        }

        if (2 * upwards >= radix)
        {
            options[count++] = new RouteOption((byte)((2 * dimension) + 1), routingClass);
        }

        return count;
    }
}

/// <summary>
/// Minimal adaptive in a torus: any productive port in class 2, or dimension order with its dateline in classes 0 and 1, the escape, as if the packet
/// had been injected here; who has escaped stays there.
/// </summary>
internal sealed class AdaptiveTorusRouting(CubeGeometry cube) : NocRouting
{
    private const int Adaptive = 2;
    private readonly TorusDimensionOrderRouting _escape = new(cube);

    public override string Name => "adaptive";

    public override int Classes => 3;

    public override int EscapeClasses => 2;

    public override int MostOptions => 2 + (2 * cube.Dimensions);

    public override int Options(int router, int inPort, int inClass, int destination, Span<RouteOption> options)
    {
        var hasEscaped = inClass is 0 or 1;
        var count = _escape.Options(router, inPort, hasEscaped ? inClass : RouteOption.Any, destination, options);
        if (hasEscaped || options[0].Class == RouteOption.Any)
        {
            return count;
        }

        var target = cube.RouterOf(destination);
        for (var d = 0; d < cube.Dimensions; d++)
        {
            if (cube.Coordinate(router, d) != cube.Coordinate(target, d))
            {
                var ways = TorusDimensionOrderRouting.Enter(cube, router, target, d, options[count..]);
                for (var i = 0; i < ways; i++)
                {
                    options[count] = options[count] with { Class = Adaptive };
                    count++;
                }
            }
        }

        return count;
    }
}
