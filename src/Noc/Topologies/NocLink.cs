namespace ActorSim.Noc.Topologies;

/// <summary>One direction of a channel between two routers; its credits take the same time backwards.</summary>
/// <param name="Latency">Cycles on the wire, at least 1.</param>
public readonly record struct NocLink(int From, int FromPort, int To, int ToPort, int Latency);

/// <summary>Where the network interface of a node is attached: the router it sends into and the one it receives from.</summary>
public readonly record struct NodePlace(int InRouter, int InPort, int OutRouter, int OutPort)
{
    /// <summary>Both at the same port of one router.</summary>
    public static NodePlace At(int router, int port) => new(router, port, router, port);
}

/// <summary>What a router port leads to or is fed by: a link, a node, or nothing (the edge of a mesh).</summary>
/// <param name="Link">Index into the topology's links, or -1.</param>
/// <param name="Node">Node number, or -1.</param>
public readonly record struct PortEnd(int Link, int Node)
{
    public static readonly PortEnd Open = new(-1, -1);

    public bool IsOpen => Link < 0 && Node < 0;
}
