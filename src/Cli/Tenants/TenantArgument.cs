namespace ActorSim.Cli.Tenants;

/// <summary>A sender of requests, as written on the command line (docs/tenancy.md has the grammar).</summary>
/// <param name="Path">Trace, package or model.</param>
/// <param name="Process">How requests arrive, as given.</param>
internal sealed record TenantArgument(string Path, ProcessText Process)
{
    public const string DefaultBatchSize = "batch";

    public const int DefaultRequests = 100;

    /// <summary>Requests in all; null: not given.</summary>
    public int? Requests { get; init; }

    /// <summary>Of the Poisson process; null: not given.</summary>
    public ulong? Seed { get; init; }

    /// <summary>When the process begins.</summary>
    public TimeText Start { get; init; } = new(0, null);

    public int Partition { get; init; }

    public int MostPerBatch { get; init; } = 1;

    /// <summary>How long a free partition waits for a full batch; null: it does not.</summary>
    public TimeText? Wait { get; init; }

    /// <summary>The size that is the number of requests in a batch.</summary>
    public string BatchSize { get; init; } = DefaultBatchSize;

    /// <summary>Sizes of this tenant, beside those of --shape.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Shape { get; init; } = [];
}
