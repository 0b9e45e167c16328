using System.Text.Json;
using ActorSim.Cli.Reports;
using ActorSim.Dram.Devices;
using ActorSim.Trace.Writing;

namespace ActorSim.Cli.Dram;

/// <summary>Writes a replay as JSON; docs/dram.md describes the members.</summary>
internal static class ReplayJson
{
    /// <summary>Name and version of the schema.</summary>
    public const string Schema = "actorsim.dram-replay/1";

    /// <exception cref="IOException">It cannot be written; nothing is left behind.</exception>
    public static void Write(string path, ReplayReport report)
    {
        using var file = new OutputFile(path);
        using (var json = new Utf8JsonWriter(file.Stream, new JsonWriterOptions { Indented = true }))
        {
            Write(json, report);
        }

        file.Commit();
    }

    private static void Write(Utf8JsonWriter json, ReplayReport report)
    {
        var result = report.Result;
        var latency = result.ReadLatency;
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("standard", report.Plan.Name);
        json.WriteString("trace", report.Trace);
        json.WriteNumber("requests", result.Lines);
        json.WriteNumber("offersPerCycle", report.Offers);
        json.WriteNumber("tckPs", report.Plan.Standard.TckPs);
        json.WriteNumber("cycles", result.Cycles);
        json.WriteNumber("seconds", report.Seconds);
        json.WriteNumber("stallCycles", result.StallCycles);
        json.WriteNumber("bandwidthBytesPerSecond", report.BytesPerSecond);
        json.WriteNumber("meanReadLatency", result.MeanReadLatency);
        json.WriteNumber("meanLineReadLatency", latency.Mean);
        json.WriteNumber("readLatencyMin", latency.Min);
        json.WriteNumber("readLatencyMode", latency.Mode);
        json.WriteNumber("readLatencyP50", latency.Quantile(0.5));
        json.WriteNumber("readLatencyP99", latency.Quantile(0.99));
        json.WriteNumber("readLatencyMax", latency.Max);
        Counters(json, report.Sum);
        json.WriteNumber("queueOccupancyMean", report.MeanOccupancy);
        json.WriteNumber("queueOccupancyMax", report.Channels.Max(c => c.QueueOccupancyMax));
        DramFields.WriteEnergy(json, report.Joules);
        if (report.Energy is { } energy)
        {
            json.WriteString("energySource", energy.Source);
        }

        json.WriteStartArray("channels");
        foreach (var channel in report.Channels)
        {
            json.WriteStartObject();
            Counters(json, of => of(channel));
            json.WriteNumber("queueOccupancyMean", result.Cycles > 0 ? (double)channel.QueueOccupancyCycles / result.Cycles : 0);
            json.WriteNumber("queueOccupancyMax", channel.QueueOccupancyMax);
            DramFields.WriteEnergy(json, report.JoulesOf(channel));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Counters(Utf8JsonWriter json, Func<Func<DramChannelStats, long>, long> sum)
    {
        json.WriteNumber("activates", sum(c => c.Activates));
        json.WriteNumber("precharges", sum(c => c.Precharges + c.PrechargeAlls));
        json.WriteNumber("prechargeAlls", sum(c => c.PrechargeAlls));
        json.WriteNumber("reads", sum(c => c.Reads));
        json.WriteNumber("writes", sum(c => c.Writes));
        json.WriteNumber("refreshes", sum(c => c.Refreshes + c.BankRefreshes));
        json.WriteNumber("bankRefreshes", sum(c => c.BankRefreshes));
        json.WriteNumber("rowHits", sum(c => c.RowHits));
        json.WriteNumber("rowMisses", sum(c => c.RowMisses));
        json.WriteNumber("rowConflicts", sum(c => c.RowConflicts));
        json.WriteNumber("forwardedReads", sum(c => c.ForwardedReads));
        json.WriteNumber("coalescedWrites", sum(c => c.CoalescedWrites));
        json.WriteNumber("busyDataCycles", sum(c => c.BusyDataCycles));
        json.WriteNumber("activeStandbyCycles", sum(c => c.ActiveStandbyCycles));
    }
}
