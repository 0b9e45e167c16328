using ActorSim.Kernel;

namespace ActorSim.Cli.Configuration;

/// <summary>The synchronizers that a run can choose: the one place that makes them.</summary>
internal static class SynchronizerCatalog
{
    public const string Auto = "auto";
    public const string Sequential = "sequential";

    public static IReadOnlyList<string> Names { get; } = [Auto, Sequential, "null-message", "window"];

    public static IReadOnlyList<string> Partitions { get; } = ["grouped", "round-robin", "blocked"];

    /// <exception cref="InputException">The combination is not available.</exception>
    public static ISynchronizer Create(RunSettings settings)
    {
        if (Effective(settings) == Sequential)
        {
            return new SequentialSynchronizer();
        }

        throw new InputException($"--sync {settings.Sync} --workers {settings.Workers}: this build has the sequential synchronizer only; "
            + "use --workers 1, or --sync sequential");
    }

    /// <summary>What "auto" stands for: one worker needs no synchronization.</summary>
    public static string Effective(RunSettings settings) =>
        settings.Sync != Auto ? settings.Sync : settings.Workers == 1 ? Sequential : "null-message";
}
