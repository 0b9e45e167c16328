using ActorSim.Noc.Routers;
using ActorSim.Noc.Routing;
using ActorSim.Noc.Topologies;

namespace ActorSim.Noc.Replay;

/// <summary>A packet of a scenario.</summary>
public readonly record struct ScenarioPacket(long Generated, int Source, int Destination, int Flits);

/// <summary>A network and the packets that are sent through it.</summary>
/// <param name="Packets">In the order of the file.</param>
public sealed record Scenario(string Name, NocTopology Topology, NocRouting Routing, RouterSpec Spec, IReadOnlyList<ScenarioPacket> Packets);
