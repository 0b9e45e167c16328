using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Tenants;

/// <summary>The sizes of a tenant's input, of which one is the number of requests in a batch.</summary>
internal static class BatchSizes
{
    /// <summary>
    /// The sizes at which a batch runs: --shape, then the tenant's own, then the batch's. A request may itself be several samples: a
    /// given batch size is that of one request.
    /// </summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="shape">Of --shape.</param>
    /// <param name="names">Sizes that the input has.</param>
    /// <param name="requests">Requests in the batch.</param>
    /// <exception cref="InputException">The input has no such size, so that requests cannot run together.</exception>
    public static IReadOnlyList<KeyValuePair<string, long>> Of(
        TenantArgument tenant, IReadOnlyList<KeyValuePair<string, long>> shape, IReadOnlyCollection<string> names, int requests)
    {
        var sizes = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, value) in shape.Concat(tenant.Shape))
        {
            sizes[name] = value;
        }

        if (names.Contains(tenant.BatchSize))
        {
            var samples = sizes.GetValueOrDefault(tenant.BatchSize, 1);
            sizes[tenant.BatchSize] = samples <= long.MaxValue / requests ? samples * requests
                : throw new InputException($"--request {tenant.Path}: {tenant.BatchSize}={samples} times {requests} requests leaves 63 bits");
        }
        else if (tenant.MostPerBatch > 1)
        {
            throw new InputException($"--request {tenant.Path}: batch<={tenant.MostPerBatch} needs a size '{tenant.BatchSize}', which "
                + (names.Count == 0 ? "it does not have: all its sizes are fixed" : $"is none of its sizes ({string.Join(", ", names)}): name one with dim=")
                + "; give batch<=1, or an input whose batch is open (actorsim model new leaves it open by default)");
        }

        return [.. sizes];
    }
}
