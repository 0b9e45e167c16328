namespace ActorSim.Actors.Noc;

/// <summary>The crossbar between the cores' ports and the DRAM channels.</summary>
/// <param name="LatencyCycles">Interconnect cycles from push to earliest delivery, 1 to 4096. Source: TOGSim's configuration (10).</param>
public sealed record CrossbarSpec(int LatencyCycles)
{
    public const int MaxLatencyCycles = 4096;
}
