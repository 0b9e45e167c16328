using ActorSim.Noc.Routers;
using ActorSim.Noc.Simulation;
using ActorSim.Noc.Topologies;

namespace ActorSim.Actors.Network;

/// <summary>What a network moved. Cycles are the interconnect's.</summary>
public sealed class NetworkStats(NocTopology topology) : IFlitListener
{
    private readonly long[] _linkFlits = new long[topology.Links.Count];

    /// <summary>Packets that came to the queue of their node.</summary>
    public long Offered { get; internal set; }

    /// <summary>Packets whose tail arrived.</summary>
    public long Delivered { get; internal set; }

    /// <summary>Flits of the delivered packets.</summary>
    public long Flits { get; internal set; }

    /// <summary>Sum over delivered packets: cycles from the queue of the source's node to the first link.</summary>
    public long InjectionCycles { get; internal set; }

    /// <summary>The same from the first link to the arrival of the tail.</summary>
    public long NetworkCycles { get; internal set; }

    /// <summary>Routers passed by all delivered packets.</summary>
    public long Hops { get; internal set; }

    /// <summary>Most cycles from queue to arrival of any packet.</summary>
    public long MostCycles { get; internal set; }

    /// <summary>Flits that went over each link of the topology.</summary>
    public IReadOnlyList<long> LinkFlits => _linkFlits;

    void IFlitListener.OnSent(long cycle, int node, int packet, in Flit flit)
    {
    }

    void IFlitListener.OnGranted(long cycle, int router, int packet, in RouterSend send)
    {
        if (topology.Outputs(router)[send.OutPort].Link is >= 0 and var link)
        {
            _linkFlits[link]++;
        }
    }

    void IFlitListener.OnArrived(long cycle, int node, int packet, in Flit flit)
    {
    }

    internal void Count(in Packet packet)
    {
        Delivered++;
        Flits += packet.Flits;
        InjectionCycles += packet.HeadInjected - packet.Generated;
        NetworkCycles += packet.TailArrived - packet.HeadInjected;
        Hops += packet.Routers;
        MostCycles = Math.Max(MostCycles, packet.TailArrived - packet.Generated);
    }
}
