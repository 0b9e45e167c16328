using ActorSim.Noc.Routing;

namespace ActorSim.Noc.Routers;

/// <summary>A router's view of the routing: options with the virtual channels that belong to them.</summary>
internal sealed class RouteTable
{
    private const byte Unknown = byte.MaxValue;
    private readonly int _router;
    private readonly NocRouting _routing;

    // By message class, then routing class counted from Any.
    private readonly ulong[] _masks;
    private readonly int _classes;

    // By destination; grows as destinations come.
    private RouteOption[] _known = [];

    public RouteTable(int router, NocRouting routing, RouterSpec spec)
    {
        (_router, _routing, _classes, MostOptions) = (router, routing, routing.Classes + 1, routing.MostOptions);
        IsAdaptive = routing.IsAdaptive;
        EscapeClasses = routing.EscapeClasses;
        _masks = new ulong[spec.MessageClasses * _classes];
        for (var message = 0; message < spec.MessageClasses; message++)
        {
            for (var c = 0; c < _classes; c++)
            {
                var range = routing.Range(c + RouteOption.Any, spec.ClassChannels);
                _masks[(message * _classes) + c] = range.Shift(message * spec.ClassChannels).Mask;
            }
        }
    }

    public bool IsAdaptive { get; }

    public int EscapeClasses { get; }

    public int MostOptions { get; }

    /// <summary>Output channels of an option.</summary>
    public ulong Mask(int routingClass, int messageClass) => _masks[(messageClass * _classes) + routingClass - RouteOption.Any];

    /// <summary>Writes the options of a head that does not ask for several at once into the first place.</summary>
    public int Find(in Flit head, int port, Span<RouteOption> options, ref SplitMix random)
    {
        var destination = head.Destination;
        if (destination < _known.Length && _known[destination].Port != Unknown)
        {
            options[0] = _known[destination];
            return 1;
        }

        var count = _routing.Options(_router, port, head.RoutingClass, destination, options);
        if (count == 0)
        {
            throw new InvalidOperationException($"router {_router}: no way to node {destination}");
        }

        if (_routing.IsTable)
        {
            Keep(destination, options[0]);
        }
        else if (count > 1 && !IsAdaptive)
        {
            options[0] = options[random.Below(count)];
            count = 1;
        }

        return count;
    }

    private void Keep(int destination, RouteOption option)
    {
        if (destination >= _known.Length)
        {
            var before = _known.Length;
            Array.Resize(ref _known, Math.Max(destination + 1, 2 * before));
            _known.AsSpan(before).Fill(new RouteOption(Unknown, 0));
        }

        _known[destination] = option;
    }
}
