namespace ActorSim.Noc.Routers;

/// <summary>What a link carries in one cycle.</summary>
/// <param name="Packet">Slot of the packet in the host's table.</param>
/// <param name="Destination">Node.</param>
/// <param name="Sequence">Place in the packet, from 0.</param>
/// <param name="Hops">Routers passed.</param>
/// <param name="Vc">Virtual channel in which it travels.</param>
/// <param name="RoutingClass">Class of the channel, <see cref="Routing.RouteOption.Any"/> from and to a node.</param>
/// <param name="MessageClass">Request, response and the like.</param>
/// <param name="Ends">Whether it is the packet's first and last flit.</param>
public readonly record struct Flit(
    int Packet, int Destination, int Sequence, ushort Hops, byte Vc, sbyte RoutingClass, byte MessageClass, FlitEnds Ends)
{
    public bool IsHead => (Ends & FlitEnds.Head) != 0;

    public bool IsTail => (Ends & FlitEnds.Tail) != 0;
}

/// <summary>Ends of a packet that a flit is.</summary>
[Flags]
public enum FlitEnds : byte
{
    None = 0,
    Head = 1,
    Tail = 2,
}

/// <summary>A flit that won the switch, and what the router sends for it.</summary>
/// <param name="Flit">As it leaves: its virtual channel is that of the output.</param>
/// <param name="Arrival">The flit is in the neighbour's buffer, or at the node, in this cycle.</param>
/// <param name="CreditDue">The sender behind the input port may use the credit in this cycle.</param>
/// <param name="InPort">Input port; the credit goes back through it.</param>
/// <param name="InVc">Virtual channel of the input, and of the credit.</param>
/// <param name="OutPort">Output port.</param>
public readonly record struct RouterSend(Flit Flit, long Arrival, long CreditDue, byte InPort, byte InVc, byte OutPort);

/// <summary>What a router's step gave; the host reads it before the next step.</summary>
public sealed class RouterOutput
{
    // At most one flit per output port in a step.
    private readonly RouterSend[] _sends = new RouterSend[Topologies.NocTopology.MostPorts];
    private int _count;

    public ReadOnlySpan<RouterSend> Sends => _sends.AsSpan(0, _count);

    internal void Clear() => _count = 0;

    internal ref RouterSend Add() => ref _sends[_count++];
}
