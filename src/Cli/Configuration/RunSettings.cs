using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>How to simulate: nothing here changes a result.</summary>
/// <param name="Workers">Threads, 1 to 1024.</param>
/// <param name="Sync">A name of <see cref="SynchronizerCatalog"/>.</param>
/// <param name="Partition">Which worker simulates which unit.</param>
public sealed record RunSettings(int Workers, string Sync, string Partition)
{
    private const int MaxWorkers = 1024;

    public static RunSettings Read(HoconObject c)
    {
        var workers = c.GetInt("run.workers");
        if (workers is < 1 or > MaxWorkers)
        {
            throw new HoconException(c.Get("run.workers").Origin, $"run.workers = {workers} must be from 1 to {MaxWorkers}");
        }

        return new RunSettings(
            workers, c.GetName("run.sync", SynchronizerCatalog.Names), c.GetName("run.partition", SynchronizerCatalog.Partitions));
    }
}
