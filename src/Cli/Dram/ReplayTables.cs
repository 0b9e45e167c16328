using System.Globalization;
using ActorSim.Cli.Output;
using ActorSim.Dram.Devices;

namespace ActorSim.Cli.Dram;

/// <summary>What a replay prints.</summary>
internal static class ReplayTables
{
    private const int MostChannels = 16;

    public static void Write(ReplayReport report, TextWriter output) =>
        TableRenderer.Write([Summary(report), Channels(report)], output);

    private static ReportTable Summary(ReplayReport report)
    {
        var result = report.Result;
        var latency = result.ReadLatency;
        List<string[]> rows =
        [
            ["cycles", Text.Count(result.Cycles)],
            ["time", Text.Seconds(report.Seconds)],
            ["memory", string.Create(CultureInfo.InvariantCulture,
                $"{report.Plan.Name}: {report.Channels.Count} channel(s), tCK {report.Plan.Standard.TckPs} ps")],
            ["requests", $"{Text.Count(result.Lines)} of 64 bytes, {Text.Count(result.Reads)} reads"],
            ["bandwidth", Text.Rate(report.BytesPerSecond)],
            ["read latency", string.Create(CultureInfo.InvariantCulture,
                $"mean {result.MeanReadLatency:0.00}, p50 {latency.Quantile(0.5)}, p99 {latency.Quantile(0.99)}, max {latency.Max} cycles")],
            ["queue", string.Create(CultureInfo.InvariantCulture,
                $"mean {report.MeanOccupancy:0.00}, max {report.Channels.Max(c => c.QueueOccupancyMax)} requests per channel")],
            ["energy", report.Joules is { } j
                ? $"{Text.Joules(j.Total)}: background {Text.Joules(j.Background)}, activate {Text.Joules(j.Activate)}, "
                    + $"read {Text.Joules(j.Read)}, write {Text.Joules(j.Write)}, refresh {Text.Joules(j.Refresh)}"
                : "no energy data for " + report.Plan.Standard.Family],
        ];
        return new ReportTable("Replay", ["", ""], rows);
    }

    private static ReportTable Channels(ReplayReport report)
    {
        var rows = report.Channels.Take(MostChannels).Select((c, i) => Row(Text.Count(i), of => of(c))).ToList();
        if (report.Channels.Count > MostChannels)
        {
            rows.Add([$"... {report.Channels.Count - MostChannels} more (--json)", .. Enumerable.Repeat("", 8)]);
        }

        if (report.Channels.Count > 1)
        {
            rows.Add(Row("all", report.Sum));
        }

        string[] columns = ["channel", "RD", "WR", "ACT", "PRE", "REF", "row hits", "misses", "conflicts"];
        return new ReportTable("Commands", columns, rows);
    }

    private static string[] Row(string name, Func<Func<DramChannelStats, long>, long> sum) =>
    [
        name, Text.Count(sum(c => c.Reads)), Text.Count(sum(c => c.Writes)), Text.Count(sum(c => c.Activates)),
        Text.Count(sum(c => c.Precharges + c.PrechargeAlls)), Text.Count(sum(c => c.Refreshes + c.BankRefreshes)), Text.Count(sum(c => c.RowHits)),
        Text.Count(sum(c => c.RowMisses)), Text.Count(sum(c => c.RowConflicts)),
    ];
}
