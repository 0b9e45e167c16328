using ActorSim.Noc.Routers;
using ActorSim.Noc.Topologies;

namespace ActorSim.Actors.Network;

/// <summary>A network of routers between DMA engines and channels: one for requests and one, alike, for answers (docs/noc.md).</summary>
public sealed record NetworkSpec
{
    public const int MostLinkBytes = 1 << 16;
    public const int MostHeaderBytes = 4096;

    /// <summary>Interconnect cycles between an engine's port or a channel and the queue of its node, each way.</summary>
    public const int EndCycles = 1;

    /// <summary>Value of <c>noc.model</c>; for reports.</summary>
    public required string Model { get; init; }

    public required NocTopology Topology { get; init; }

    /// <summary>A routing of the topology; null: its usual one.</summary>
    public string? Routing { get; init; }

    public RouterSpec Router { get; init; } = new();

    /// <summary>Width of a link: bytes of a flit, 1 to 65536.</summary>
    public required int LinkBytes { get; init; }

    /// <summary>Bytes of address and command in every packet, 1 to 4096; requests of stores and answers of loads carry <c>dma.request-bytes</c> besides.</summary>
    public required int HeaderBytes { get; init; }

    /// <summary>Nodes of a core, 1 to 1024: port p uses the (p mod this)-th.</summary>
    public int NodesPerCore { get; init; } = 1;

    /// <summary>By core, then by node of the core: its node in the topology.</summary>
    public required IReadOnlyList<int> CoreNodes { get; init; }

    /// <summary>By channel: its node in the topology.</summary>
    public required IReadOnlyList<int> ChannelNodes { get; init; }

    /// <summary>Of routings and allocators that draw.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Least cycles from a packet's coming to the queue of its node until its tail arrives: to a router, through it, to a node.</summary>
    public int LeastCycles => (2 * (Router.InterfaceLatency + 1)) + Router.SwitchTraversal;

    /// <summary>Flits of a packet without data.</summary>
    public int ControlFlits => Flits(HeaderBytes);

    /// <summary>Flits of a packet with <paramref name="dataBytes"/> of data.</summary>
    public int DataFlits(int dataBytes) => Flits(HeaderBytes + dataBytes);

    /// <summary>The node of a port of a core.</summary>
    public int NodeOf(int core, int port) => CoreNodes[(core * NodesPerCore) + (port % NodesPerCore)];

    private int Flits(int bytes) => (bytes + LinkBytes - 1) / LinkBytes;
}
