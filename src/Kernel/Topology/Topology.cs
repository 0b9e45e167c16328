namespace ActorSim.Kernel;

/// <summary>Processes and links, checked and numbered; made by <see cref="TopologyBuilder"/>, run once by a synchronizer.</summary>
public sealed class Topology
{
    internal Topology(IReadOnlyList<LogicalProcess> processes, IReadOnlyList<Link> links, int groups)
    {
        Processes = processes;
        Links = links;
        Groups = groups;
    }

    public IReadOnlyList<LogicalProcess> Processes { get; }

    public IReadOnlyList<Link> Links { get; }

    /// <summary>Number of groups: <see cref="LogicalProcess.Group"/> is 0 to Groups - 1.</summary>
    public int Groups { get; }
}
