namespace ActorSim.Kernel;

/// <summary>The synchronizers by name.</summary>
public static class Synchronizers
{
    public const string Sequential = "sequential";
    public const string ForkJoin = "fork-join";
    public const string NullMessage = "null-message";
    public const string Window = "window";
    public const string Auto = "auto";

    /// <summary>All names that <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = [Sequential, ForkJoin, NullMessage, Window, Auto];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="workers">Threads that run processes, 1 to 1024; `sequential` uses one whatever is said here.</param>
    /// <param name="partition">Which worker runs which process: one of <see cref="PartitionPolicy.Names"/>.</param>
    /// <param name="shuffleSeed">When set, shuffles hosting and worker order, to show that results do not depend on them.</param>
    /// <exception cref="ArgumentException">A name is unknown, or there is no worker.</exception>
    public static ISynchronizer Create(
        string name, int workers = 1, string partition = PartitionPolicy.Grouped, int? shuffleSeed = null)
    {
        if (workers is < 1 or > 1024)
        {
            throw new ArgumentException($"{workers} workers: choose 1 to 1024", nameof(workers));
        }

        if (!PartitionPolicy.Names.Contains(partition))
        {
            throw new ArgumentException(
                $"unknown partition '{partition}': choose one of {string.Join(", ", PartitionPolicy.Names)}", nameof(partition));
        }

        var options = new ParallelOptions { Workers = workers, Partition = partition, ShuffleSeed = shuffleSeed };
        return name switch
        {
            Sequential => new SequentialSynchronizer(),
            ForkJoin => new ForkJoinSynchronizer(options),
            NullMessage => new NullMessageSynchronizer(options),
            Window => new WindowSynchronizer(options),
            Auto => new AutoSynchronizer(options),
            _ => throw new ArgumentException($"unknown synchronizer '{name}': choose one of {string.Join(", ", Names)}", nameof(name)),
        };
    }
}
