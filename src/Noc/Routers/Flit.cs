using ActorSim.Noc.Routing;

namespace ActorSim.Noc.Routers;

/// <summary>What a link carries in one cycle; 16 bytes, so that it is moved as a whole.</summary>
public readonly record struct Flit
{
    /// <summary>Most routing classes that a flit can tell apart, besides <see cref="RouteOption.Any"/>.</summary>
    internal const int MostClasses = 7;

    // Virtual channel, ends, message class, routing class counted from Any, routers passed.
    private const int EndsAt = 6;
    private const int MessageAt = 8;
    private const int ClassAt = 14;
    private const int HopsAt = 17;
    private const uint VcMask = (1 << EndsAt) - 1;
    private const uint ClassMask = MostClasses << ClassAt;
    private readonly uint _bits;

    private Flit(int packet, int destination, int sequence, uint bits) => (Packet, Destination, Sequence, _bits) = (packet, destination, sequence, bits);

    /// <summary>Slot of the packet in the host's table.</summary>
    public int Packet { get; }

    /// <summary>Node.</summary>
    public int Destination { get; }

    /// <summary>Place in the packet, from 0.</summary>
    public int Sequence { get; }

    /// <summary>Routers passed, up to 32,767.</summary>
    public int Hops => (int)(_bits >> HopsAt);

    /// <summary>Virtual channel in which it travels.</summary>
    public byte Vc => (byte)(_bits & VcMask);

    /// <summary>Class of the channel, <see cref="RouteOption.Any"/> from and to a node.</summary>
    public sbyte RoutingClass => (sbyte)((int)((_bits & ClassMask) >> ClassAt) + RouteOption.Any);

    /// <summary>Request, response and the like.</summary>
    public byte MessageClass => (byte)((_bits >> MessageAt) & VcMask);

    public bool IsHead => (_bits & ((uint)FlitEnds.Head << EndsAt)) != 0;

    public bool IsTail => (_bits & ((uint)FlitEnds.Tail << EndsAt)) != 0;

    /// <summary>The next flit of a packet, as its source sends it.</summary>
    internal static Flit Of(in QueuedPacket packet, int sequence, int vc)
    {
        var ends = (sequence == 0 ? FlitEnds.Head : FlitEnds.None) | (sequence == packet.Flits - 1 ? FlitEnds.Tail : FlitEnds.None);
        return new Flit(packet.Slot, packet.Destination, sequence, (uint)vc | ((uint)ends << EndsAt) | ((uint)packet.MessageClass << MessageAt));
    }

    /// <summary>The flit behind a router.</summary>
    internal Flit Forward(int vc, int routingClass) => new(
        Packet, Destination, Sequence, (_bits & ~(VcMask | ClassMask)) + (1 << HopsAt) | (uint)vc | ((uint)(routingClass - RouteOption.Any) << ClassAt));
}

/// <summary>Ends of a packet that a flit is.</summary>
[Flags]
internal enum FlitEnds : byte
{
    None = 0,
    Head = 1,
    Tail = 2,
}
