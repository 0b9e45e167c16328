using System.Numerics;

namespace ActorSim.Actors.Dram;

/// <summary>
/// For a memory whose answers find their port by address: the port of an answer is the channel that the channel map gives for the
/// channel-local address, modulo the ports. Source: PyTorchSim's TOGSim (TOGSim/src/Dram.cc, Simulator.cc), where the command-level
/// memory puts the local address into the request, and the way back is looked up with what then stands there.
/// Keeps tag and port of every request in the memory under a small handle, which the memory gets as its tag.
/// </summary>
public sealed class AnswerRoutes
{
    private readonly ChannelMap _map;
    private readonly int _requestShift;
    private readonly int _ports;
    private Route[] _routes = new Route[256];
    private int _free;

    /// <param name="map">The machine's channel map.</param>
    /// <param name="requestBytes">Bytes of one request, a power of two.</param>
    /// <param name="ports">Ports of a core.</param>
    public AnswerRoutes(ChannelMap map, int requestBytes, int ports)
    {
        _map = map;
        _requestShift = BitOperations.Log2((uint)requestBytes);
        _ports = ports;
        LinkFree(0);
    }

    /// <summary>Port of the answer to a request for the channel-local <paramref name="address"/>.</summary>
    public int PortOf(long address) => _map.ChannelOf(address >> _requestShift) % _ports;

    /// <summary>Keeps a request that enters the memory; returns its handle.</summary>
    public int Hold(int tag, long address)
    {
        if (_free < 0)
        {
            var held = _routes.Length;
            Array.Resize(ref _routes, held * 2);
            LinkFree(held);
        }

        var handle = _free;
        ref var route = ref _routes[handle];
        _free = route.Tag;
        route.Tag = tag;
        route.Port = PortOf(address);
        return handle;
    }

    /// <summary>The request of <paramref name="handle"/> has been answered; the handle is free again.</summary>
    /// <returns>Its tag.</returns>
    public int Release(int handle, out int port)
    {
        ref var route = ref _routes[handle];
        var tag = route.Tag;
        port = route.Port;
        route.Tag = _free;
        _free = handle;
        return tag;
    }

    private void LinkFree(int from)
    {
        for (var i = from; i < _routes.Length; i++)
        {
            _routes[i].Tag = i + 1 < _routes.Length ? i + 1 : -1;
        }

        _free = from;
    }

    // Of a free handle, Tag is the next free one.
    private struct Route
    {
        public int Tag;
        public int Port;
    }
}
