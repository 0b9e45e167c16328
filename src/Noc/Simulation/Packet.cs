namespace ActorSim.Noc.Simulation;

/// <summary>A packet and the cycles of its life.</summary>
/// <param name="Tag">The source's own number for it.</param>
/// <param name="Flits">At least 1.</param>
/// <param name="Generated">When it came into the source queue.</param>
public record struct Packet(int Tag, int Source, int Destination, int Flits, byte MessageClass, long Generated)
{
    /// <summary>When the head was put on the link to the first router.</summary>
    public long HeadInjected { get; set; }

    public long TailInjected { get; set; }

    /// <summary>When the head reached the destination's interface.</summary>
    public long HeadArrived { get; set; }

    public long TailArrived { get; set; }

    /// <summary>Routers passed.</summary>
    public int Routers { get; set; }

    /// <summary>Virtual channel of the last link.</summary>
    public int ArrivalVc { get; set; }
}

/// <summary>Who is told of packets that have arrived completely.</summary>
public interface IPacketSink
{
    void OnArrived(in Packet packet);
}

/// <summary>Gives packets to a network.</summary>
public interface ITrafficSource
{
    /// <summary>The next cycle with a packet; <see cref="Routers.Router.Never"/> if there is none.</summary>
    long NextCycle { get; }

    /// <summary>Gives all packets of <see cref="NextCycle"/>, which then is a later one.</summary>
    void Emit(NetworkSimulator network);
}

/// <summary>Who is told of every flit; packets by their tags.</summary>
public interface IFlitListener
{
    void OnSent(long cycle, int node, int packet, in Routers.Flit flit);

    void OnGranted(long cycle, int router, int packet, in Routers.RouterSend send);

    void OnArrived(long cycle, int node, int packet, in Routers.Flit flit);
}
