namespace ActorSim.Noc.Routing;

/// <summary>A way on: an output port, and the routing class of the virtual channel to be taken there.</summary>
/// <param name="Class">A class of the routing, or <see cref="Any"/>: every virtual channel of the message class (ejection).</param>
public readonly record struct RouteOption(byte Port, sbyte Class)
{
    /// <summary>No class: at the last router, and for a packet that has just been injected.</summary>
    public const sbyte Any = -1;

    public static RouteOption Eject(int port) => new((byte)port, Any);
}

/// <summary>Virtual channels from <paramref name="First"/> to <paramref name="Last"/> of a port.</summary>
public readonly record struct VcRange(int First, int Last)
{
    public ulong Mask => (ulong.MaxValue >> (63 - (Last - First))) << First;

    public VcRange Shift(int by) => new(First + by, Last + by);
}

/// <summary>
/// Where packets may go: a pure function of place and destination. Virtual channels are divided into routing classes, so that no ring of waiting
/// packets can form; the checker walks all options (docs/noc.md).
/// </summary>
public abstract class NocRouting
{
    public abstract string Name { get; }

    /// <summary>Routing classes; each needs a virtual channel of its own per message class.</summary>
    public virtual int Classes => 1;

    /// <summary>
    /// Classes from 0 on that are deadlock-free by themselves and reachable from everywhere. Below <see cref="Classes"/> for adaptive routing: the rest
    /// may form rings, because a packet there can always go on in an escape class.
    /// </summary>
    public virtual int EscapeClasses => Classes;

    /// <summary>A packet asks for all of its options at once; otherwise one of them is drawn.</summary>
    public bool IsAdaptive => EscapeClasses < Classes;

    /// <summary>Most options that <see cref="Options"/> gives.</summary>
    public abstract int MostOptions { get; }

    /// <summary>There is one option, and only the destination decides: a router keeps a table.</summary>
    public virtual bool IsTable => false;

    /// <summary>All ways on from a router.</summary>
    /// <param name="inClass">Class of the channel in which the packet came; <see cref="RouteOption.Any"/> from a node.</param>
    /// <returns>How many options were written; 0 if there is no way.</returns>
    public abstract int Options(int router, int inPort, int inClass, int destination, Span<RouteOption> options);

    /// <summary>
    /// Channels of a class among <paramref name="count"/>. Two classes are halves; with an odd number both may use the middle one and each keeps one
    /// of its own. The escape classes of adaptive routing have one channel each.
    /// </summary>
    public VcRange Range(int routingClass, int count) => (routingClass, Classes) switch
    {
        (RouteOption.Any, _) or (_, 1) => new VcRange(0, count - 1),
        _ when IsAdaptive => routingClass < EscapeClasses ? new VcRange(routingClass, routingClass) : new VcRange(EscapeClasses, count - 1),
        (0, _) => new VcRange(0, count - 1 - (count / 2)),
        _ => new VcRange(count / 2, count - 1),
    };
}
