using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Cli.Output;

namespace ActorSim.Cli.Reports;

/// <summary>The tenants on the console.</summary>
internal static class TenantTables
{
    /// <summary>Nothing without tenants.</summary>
    public static IEnumerable<ReportTable> Of(RunReport run)
    {
        if (run.Source.Tenants.Count == 0)
        {
            return [];
        }

        string[] columns = ["tenant", "requests", "partition", "answered", "batches", "mean batch", "requests/s", "busy"];
        string[] times = ["tenant", "time of a request", "mean", "p50", "p90", "p99", "max"];
        return
        [
            new ReportTable("Tenants", columns, [.. run.Source.Tenants.Select(t => Served(t, run))]),
            new ReportTable("Latency = queueing + service", times, [.. run.Source.Tenants.SelectMany(t => Times(t, run))]),
        ];
    }

    private static string[] Served(Tenant tenant, RunReport run)
    {
        var stats = tenant.Stats;
        return
        [
            tenant.Spec.Name, tenant.Spec.Process, Text.Count(tenant.Spec.Partition),
            stats.Answered == tenant.Spec.Requests ? Text.Count(stats.Answered) : $"{Text.Count(stats.Answered)} of {Text.Count(tenant.Spec.Requests)}",
            Text.Count(stats.Batches), Text.Number(TenantFields.MeanBatch(stats)), Text.Short(TenantFields.RequestsPerSecond(stats, run)),
            Text.Percent(run.Share(stats.ServiceCycles)),
        ];
    }

    private static IEnumerable<string[]> Times(Tenant tenant, RunReport run)
    {
        yield return Row(tenant.Spec.Name, "latency", tenant.Stats.Latency, run);
        yield return Row("", "queueing", tenant.Stats.Queueing, run);
        yield return Row("", "service", tenant.Stats.Service, run);
    }

    private static string[] Row(string tenant, string what, CycleDistribution cycles, RunReport run)
    {
        string Time(double c) => Text.Seconds(c / run.Spec.CoreHz);
        return
        [
            tenant, what, Time(cycles.Mean), Time(cycles.Percentile(50)), Time(cycles.Percentile(90)), Time(cycles.Percentile(99)), Time(cycles.Max),
        ];
    }
}
