using ActorSim.Kernel.Dispatch;

namespace ActorSim.Bench.Models.Phold;

/// <summary>PHOLD: jobs that hop between processes for ever, with no work at all per event; it measures the kernel and nothing
/// else.</summary>
public sealed record PholdOptions
{
    /// <summary>Number of logical processes, &gt;= 1.</summary>
    public int Lps { get; init; } = 16;

    /// <summary>Jobs per process at the start.</summary>
    public int Population { get; init; } = 16;

    /// <summary>Least delay of a hop, in ticks, &gt;= 1; also the lookahead of every link.</summary>
    public int Lookahead { get; init; } = 16;

    /// <summary>Fraction of hops that go to a neighbour, 0 to 1.</summary>
    public double Remote { get; init; } = 0.25;

    /// <summary>Mean of the uniformly distributed delay that comes on top of the lookahead, in ticks, &gt;= 0.</summary>
    public int MeanExtraDelay { get; init; } = 64;

    /// <summary>Neighbours of each process, at distances 1, 2, 4, ... around a ring; at most <see cref="Lps"/> - 1.</summary>
    public int Degree { get; init; } = 4;

    /// <summary>About so many events in all; sets the end time.</summary>
    public long Events { get; init; } = 1_000_000;

    /// <summary>Seed of all delays and routes.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Workers of the parallel synchronizers, &gt;= 1.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Name of the synchronizer (<see cref="Synchronizers"/>).</summary>
    public string Sync { get; init; } = Synchronizers.Sequential;

    /// <summary>Name of the partition policy.</summary>
    public string Partition { get; init; } = "grouped";

    /// <summary>When set, shuffles hosting and activation order: results may not change.</summary>
    public int? ShuffleSeed { get; init; }
}
