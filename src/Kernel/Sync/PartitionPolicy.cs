namespace ActorSim.Kernel;

/// <summary>Which worker runs which process.</summary>
public static class PartitionPolicy
{
    /// <summary>Groups stay together; each goes to the worker with the fewest processes so far.</summary>
    public const string Grouped = "grouped";

    /// <summary>Process after process to the next worker, whatever its group.</summary>
    public const string RoundRobin = "round-robin";

    /// <summary>Equal runs of processes in declaration order.</summary>
    public const string Blocked = "blocked";

    /// <summary>All policies, by name.</summary>
    public static IReadOnlyList<string> Names { get; } = [Grouped, RoundRobin, Blocked];

    /// <summary>The worker of each process, by process index.</summary>
    internal static int[] Assign(ParallelOptions options, Topology topology)
    {
        var processes = topology.Processes.Count;
        var order = Enumerable.Range(0, options.Partition == Grouped ? topology.Groups : processes).ToArray();
        if (options.ShuffleSeed is { } seed)
        {
            new Random(seed).Shuffle(order);
        }

        if (options.Partition == Grouped)
        {
            return AssignGroups(order, options.Workers, topology);
        }

        var workers = new int[processes];
        for (var i = 0; i < processes; i++)
        {
            workers[order[i]] = options.Partition == RoundRobin ? i % options.Workers : (int)((long)i * options.Workers / processes);
        }

        return workers;
    }

    private static int[] AssignGroups(int[] order, int workers, Topology topology)
    {
        var sizes = new int[topology.Groups];
        foreach (var process in topology.Processes)
        {
            sizes[process.Group]++;
        }

        var load = new int[workers];
        var workerOf = new int[topology.Groups];
        foreach (var group in order)
        {
            var lightest = Array.IndexOf(load, load.Min());
            workerOf[group] = lightest;
            load[lightest] += sizes[group];
        }

        return topology.Processes.Select(p => workerOf[p.Group]).ToArray();
    }
}
