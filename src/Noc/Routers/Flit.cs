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

/// <summary>A flit that a router sends: it is in the neighbour's buffer, or at the node, in cycle <paramref name="Arrival"/>.</summary>
public readonly record struct FlitSend(int Port, long Arrival, Flit Flit);

/// <summary>A credit that a router returns through an input port; its receiver may use it in cycle <paramref name="Due"/>.</summary>
public readonly record struct CreditSend(int Port, int Vc, long Due);

/// <summary>A switch grant, for logs.</summary>
public readonly record struct SwitchGrant(int InPort, int InVc, int OutPort, int OutVc, Flit Flit);

/// <summary>What a router's step gave; the host reads it before the next step.</summary>
public sealed class RouterOutput
{
    // At most one flit per output port and one credit per input port in a step.
    private readonly FlitSend[] _flits = new FlitSend[Topologies.NocTopology.MostPorts];
    private readonly CreditSend[] _credits = new CreditSend[Topologies.NocTopology.MostPorts];
    private readonly SwitchGrant[] _grants = new SwitchGrant[Topologies.NocTopology.MostPorts];
    private int _count;

    public ReadOnlySpan<FlitSend> Flits => _flits.AsSpan(0, _count);

    /// <summary>One for each flit, in the same order.</summary>
    public ReadOnlySpan<CreditSend> Credits => _credits.AsSpan(0, _count);

    /// <summary>One for each flit, in the same order.</summary>
    public ReadOnlySpan<SwitchGrant> Grants => _grants.AsSpan(0, _count);

    internal void Clear() => _count = 0;

    internal void Add(in FlitSend flit, in CreditSend credit, in SwitchGrant grant)
    {
        _flits[_count] = flit;
        _credits[_count] = credit;
        _grants[_count++] = grant;
    }
}
