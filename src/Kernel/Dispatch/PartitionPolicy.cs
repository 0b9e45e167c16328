using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>Which worker runs which group of units.</summary>
public static class PartitionPolicy
{
    /// <summary>Each group goes to the worker with the fewest units so far.</summary>
    public const string Grouped = "grouped";

    /// <summary>Group after group to the next worker.</summary>
    public const string RoundRobin = "round-robin";

    /// <summary>Equal runs of groups in declaration order.</summary>
    public const string Blocked = "blocked";

    /// <summary>All policies, by name.</summary>
    public static IReadOnlyList<string> Names { get; } = [Grouped, RoundRobin, Blocked];

    /// <summary>The worker of each group, by its number.</summary>
    internal static int[] Assign(SimulationOptions options, Topology topology)
    {
        var order = Enumerable.Range(0, topology.Groups).ToArray();
        if (options.ShuffleSeed is { } seed)
        {
            new Random(seed).Shuffle(order);
        }

        var workers = new int[topology.Groups];
        if (options.Partition == Grouped)
        {
            AssignLightest(order, options.Workers, topology, workers);
            return workers;
        }

        for (var i = 0; i < order.Length; i++)
        {
            workers[order[i]] = options.Partition == RoundRobin ? i % options.Workers : (int)((long)i * options.Workers / order.Length);
        }

        return workers;
    }

    private static void AssignLightest(int[] order, int workers, Topology topology, int[] workerOf)
    {
        var sizes = new int[topology.Groups];
        foreach (var unit in topology.Units)
        {
            sizes[unit.Group]++;
        }

        var load = new PriorityQueue<int, (int Load, int Worker)>(Enumerable.Range(0, workers).Select(w => (w, (0, w))));
        foreach (var group in order)
        {
            load.TryDequeue(out var worker, out var before);
            workerOf[group] = worker;
            load.Enqueue(worker, (before.Load + sizes[group], worker));
        }
    }
}
