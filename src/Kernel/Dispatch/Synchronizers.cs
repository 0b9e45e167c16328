using System.Globalization;
using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Dispatch;

/// <summary>The synchronizers by name.</summary>
public static class Synchronizers
{
    public const string Sequential = "sequential";
    public const string Rounds = "rounds";
    public const string Auto = "auto";

    /// <summary>All names that <see cref="Create(string, SimulationOptions)"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = [Sequential, Rounds, Auto];

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="options">Workers and partition; `sequential` uses one worker whatever is said there.</param>
    /// <exception cref="ArgumentException">A name is unknown, or there is no worker.</exception>
    public static ISynchronizer Create(string name, SimulationOptions options)
    {
        if (options.Workers is < 1 or > 1024)
        {
            throw new ArgumentException($"{options.Workers} workers: choose 1 to 1024", nameof(options));
        }

        if (!PartitionPolicy.Names.Contains(options.Partition))
        {
            throw new ArgumentException(
                $"unknown partition '{options.Partition}': choose one of {string.Join(", ", PartitionPolicy.Names)}", nameof(options));
        }

        return Names.Contains(name)
            ? new VirtualTimeRun(name, options)
            : throw new ArgumentException($"unknown synchronizer '{name}': choose one of {string.Join(", ", Names)}", nameof(name));
    }

    /// <summary>As <see cref="Create(string, SimulationOptions)"/>.</summary>
    public static ISynchronizer Create(
        string name, int workers = 1, string partition = PartitionPolicy.Grouped, int? shuffleSeed = null) =>
        Create(name, new SimulationOptions { Workers = workers, Partition = partition, ShuffleSeed = shuffleSeed });

    /// <summary>What `auto` takes for a topology, and why: a rule, so that it is the same every time.</summary>
    internal static (string Name, string Reason) Choose(Topology topology, int workers)
    {
        if (workers == 1)
        {
            return (Sequential, "one worker");
        }

        return topology.Groups < 2 * workers
            ? (Sequential, string.Create(CultureInfo.InvariantCulture, $"{topology.Groups} groups of units are too few for {workers} workers"))
            : (Rounds, string.Create(CultureInfo.InvariantCulture, $"{topology.Groups} groups of units for {workers} workers"));
    }
}

/// <summary>Runs topologies: decides how far each unit may run, and where. Results are the same for every synchronizer.</summary>
public interface ISynchronizer
{
    /// <summary>Runs <paramref name="topology"/> until no message is left anywhere, or until cancelled. A topology runs once.</summary>
    /// <exception cref="SynchronizationException">A unit broke the protocol, or the protocol cannot proceed.</exception>
    /// <exception cref="UnitFailedException">A unit threw an exception of the runtime.</exception>
    /// <exception cref="UnitStoppedException">A unit's actor was stopped.</exception>
    RunSummary Run(Topology topology, CancellationToken cancel = default);
}
