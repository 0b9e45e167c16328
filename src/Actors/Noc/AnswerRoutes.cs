using System.Numerics;
using System.Runtime.CompilerServices;
using ActorSim.Dram.ChannelMaps;

namespace ActorSim.Actors.Noc;

/// <summary>
/// For a memory whose answers find their port by address: the port of an answer is the channel that the channel map gives for the
/// channel-local address, modulo the ports. Source: PyTorchSim's TOGSim (TOGSim/src/Dram.cc, Simulator.cc), where the command-level
/// memory puts the local address into the request, and the way back is looked up with what then stands there.
/// Keeps tag and port of every request in the memory under a handle, which the memory gets as its tag: a handle that is not negative
/// is tag and port themselves, packed; only where they do not fit (many cores, many ports, many descriptors in flight) a table holds them.
/// </summary>
public sealed class AnswerRoutes
{
    private const int HandleBits = 31;
    private const int WriteBits = 1;
    private readonly ChannelMap _map;
    private readonly int _requestShift;
    private readonly int _ports;
    private readonly int _portBits;
    private readonly int _slotBits;
    private readonly int _coreLimit;
    private Route[] _routes = new Route[256];
    private int _free;

    /// <param name="map">The machine's channel map.</param>
    /// <param name="requestBytes">Bytes of one request, a power of two.</param>
    /// <param name="ports">Ports of a core.</param>
    /// <param name="cores">Cores of the machine.</param>
    public AnswerRoutes(ChannelMap map, int requestBytes, int ports, int cores)
    {
        var coreBits = BitsFor(cores);
        _portBits = BitsFor(ports);
        _slotBits = Math.Max(0, HandleBits - WriteBits - coreBits - _portBits);
        _coreLimit = 1 << coreBits;
        _map = map;
        _requestShift = BitOperations.Log2((uint)requestBytes);
        _ports = ports;
        LinkFree(0);
    }

    /// <summary>Port of the answer to a request for the channel-local <paramref name="address"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PortOf(long address) => PortOfChannel(_map.ChannelOf(address >> _requestShift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PortOfChannel(int channel) => channel < _ports ? channel : channel % _ports;

    /// <summary>Keeps a request that enters the memory; returns its handle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Hold(int tag, long address)
    {
        var request = new RequestTag(tag);
        if (request.Slot >> _slotBits == 0 && request.Core < _coreLimit)
        {
            var who = (((request.Core << _slotBits) | request.Slot) << _portBits) | PortOf(address);
            return (who << WriteBits) | (request.IsWrite ? 1 : 0);
        }

        return HoldInTable(tag, address);
    }

    /// <summary>The request of <paramref name="handle"/> has been answered; the handle is free again.</summary>
    /// <returns>Its tag.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Release(int handle, out int port)
    {
        if (handle < 0)
        {
            return ReleaseFromTable(~handle, out port);
        }

        var who = handle >> WriteBits;
        port = who & ((1 << _portBits) - 1);
        return Unpack(handle);
    }

    /// <summary>The tag of a request in the memory.</summary>
    public int TagOf(int handle) => handle < 0 ? _routes[~handle].Tag : Unpack(handle);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Unpack(int handle)
    {
        var who = handle >> WriteBits >> _portBits;
        return new RequestTag(who >> _slotBits, who & ((1 << _slotBits) - 1), (handle & 1) != 0).Packed;
    }

    private int HoldInTable(int tag, long address)
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
        return ~handle;
    }

    private int ReleaseFromTable(int handle, out int port)
    {
        ref var route = ref _routes[handle];
        var tag = route.Tag;
        port = route.Port;
        route.Tag = _free;
        _free = handle;
        return tag;
    }

    private static int BitsFor(int values) => BitOperations.Log2((uint)Math.Max(1, values - 1)) + 1;

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
