namespace ActorSim.Kernel.Model;

/// <summary>Units and links, checked and numbered; made by <see cref="TopologyBuilder"/>, run once.</summary>
public sealed class Topology
{
    internal Topology(string root, IReadOnlyList<Unit> units, IReadOnlyList<SingleLink> links, IReadOnlyList<LinkBundle> bundles, int groups)
    {
        Root = root;
        Units = units;
        Links = links;
        Bundles = bundles;
        Groups = groups;
    }

    /// <summary>Name of the actor above all units: "machine".</summary>
    public string Root { get; }

    /// <summary>Makes that actor.</summary>
    public Func<UnitFolder, RootActor> CreateRoot { get; init; } = static units => new RootActor(units);

    public IReadOnlyList<Unit> Units { get; }

    /// <summary>Links of one source and one target.</summary>
    public IReadOnlyList<SingleLink> Links { get; }

    /// <summary>Links between many.</summary>
    public IReadOnlyList<LinkBundle> Bundles { get; }

    /// <summary>Number of groups: <see cref="Unit.Group"/> is 0 to Groups - 1.</summary>
    public int Groups { get; }

    /// <summary>What units still wait for after a run, one line each; empty when all are content. A run that is out of messages
    /// while somebody waits is frozen.</summary>
    public IReadOnlyList<string> DescribeWaits() => Units
        .Where(p => p.DescribeWait() != null)
        .Select(p => $"'{p.Name}' at {p.Now}: {p.DescribeWait()}")
        .ToArray();
}
