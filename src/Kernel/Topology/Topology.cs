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

    /// <summary>What processes still wait for after a run, one line each; empty when all are content. A run that is out of events
    /// while somebody waits is frozen.</summary>
    public IReadOnlyList<string> DescribeWaits() => Processes
        .Where(p => p.DescribeWait() != null)
        .Select(p => $"'{p.Name}' at {p.Now}: {p.DescribeWait()}")
        .ToArray();
}
