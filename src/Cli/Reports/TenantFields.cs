using System.Text.Json;
using ActorSim.Actors.Scheduler.Tenants;

namespace ActorSim.Cli.Reports;

/// <summary>A tenant in the JSON report.</summary>
internal static class TenantFields
{
    private const string Core = "core cycles";
    private const string Path = "tenants[]";
    private static readonly (string Name, int Percent)[] Percentiles = [("p50", 50), ("p90", 90), ("p99", 99)];

    /// <summary>Path, unit and definition of every number.</summary>
    public static IReadOnlyList<(string Path, string Unit, string Definition)> Definitions { get; } =
    [
        (Path + ".partition", "index", "Partition it runs in"),
        (Path + ".mostPerBatch", "requests", "Most that one run answers together"),
        (Path + ".requests", "requests", "To be sent in all"),
        (Path + ".answered", "requests", "Answered; all, unless the run was interrupted"),
        (Path + ".batches", "runs", "Runs that answered them"),
        (Path + ".meanBatch", "requests", "answered / batches"),
        (Path + ".largestBatch", "requests", "Most that a run answered"),
        (Path + ".firstArrivalCycle", Core, "Arrival of the first request"),
        (Path + ".lastFinishCycle", Core, "Answer to the last"),
        (Path + ".serviceCycles", Core, "In which its partition worked for it"),
        (Path + ".requestsPerSecond", "requests/s", "answered / time from firstArrivalCycle to lastFinishCycle"),
        .. Distribution(Path + ".latency", "From a request's arrival to its answer"),
        .. Distribution(Path + ".queueing", "From a request's arrival to the start of its batch"),
        .. Distribution(Path + ".service", "From the start of a request's batch to the retirement of the batch's last work-item"),
    ];

    public static void Write(Utf8JsonWriter json, Tenant tenant, RunReport run)
    {
        var (spec, stats) = (tenant.Spec, tenant.Stats);
        json.WriteString("name", spec.Name);
        json.WriteString("process", spec.Process);
        json.WriteNumber("partition", spec.Partition);
        json.WriteNumber("mostPerBatch", spec.MostPerBatch);
        json.WriteNumber("requests", spec.Requests);
        json.WriteNumber("answered", stats.Answered);
        json.WriteNumber("batches", stats.Batches);
        json.WriteNumber("meanBatch", MeanBatch(stats));
        json.WriteNumber("largestBatch", stats.LargestBatch);
        json.WriteNumber("firstArrivalCycle", stats.FirstArrivalCycle);
        json.WriteNumber("lastFinishCycle", stats.LastFinishCycle);
        json.WriteNumber("serviceCycles", stats.ServiceCycles);
        json.WriteNumber("requestsPerSecond", RequestsPerSecond(stats, run));
        Write(json, "latency", stats.Latency);
        Write(json, "queueing", stats.Queueing);
        Write(json, "service", stats.Service);
    }

    /// <summary>0 before the first batch.</summary>
    public static double MeanBatch(TenantStats stats) => stats.Batches > 0 ? (double)stats.Answered / stats.Batches : 0;

    /// <summary>0 if nothing took any time.</summary>
    public static double RequestsPerSecond(TenantStats stats, RunReport run)
    {
        var cycles = stats.LastFinishCycle - stats.FirstArrivalCycle;
        return cycles > 0 ? (double)stats.Answered * run.Spec.CoreHz / cycles : 0;
    }

    private static void Write(Utf8JsonWriter json, string name, CycleDistribution cycles)
    {
        json.WriteStartObject(name);
        json.WriteNumber("mean", cycles.Mean);
        foreach (var (percentile, percent) in Percentiles)
        {
            json.WriteNumber(percentile, cycles.Percentile(percent));
        }

        json.WriteNumber("max", cycles.Max);
        json.WriteEndObject();
    }

    private static (string Path, string Unit, string Definition)[] Distribution(string path, string what) =>
    [
        (path + ".mean", Core, what + ": mean over all that were answered"),
        .. Percentiles.Select(p => ($"{path}.{p.Name}", Core, $"The least of these that {p.Percent} of 100 requests do not exceed")),
        (path + ".max", Core, "The longest of these"),
    ];
}
