using System.Globalization;

namespace ActorSim.Tests.Oracle;

/// <summary>The table of the reference's results: one row per trace and configuration.</summary>
public static class TogsimResults
{
    public static IReadOnlyList<Row> Rows { get; } = Read();

    private static Row[] Read()
    {
        var lines = File.ReadAllLines(Fixture.PathOf("togsim", "results.csv"));
        var columns = lines[0].Split(',').Select((name, at) => (name, at)).ToDictionary(c => c.name, c => c.at);
        return lines.Skip(1).Where(l => l.Length > 0).Select(l => Parse(l.Split(','), columns)).ToArray();
    }

    private static Row Parse(string[] fields, Dictionary<string, int> columns)
    {
        long Number(string column) =>
            long.TryParse(fields[columns[column]], NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1;
        return new Row(fields[0], fields[columns["config"]], fields[columns["dram"]], (int)Number("cores"), (int)Number("channels"),
            Number("total_cycles"), Number("dram_reads"), Number("dram_writes"), Number("dma_responses"), Number("vu_active_sum"),
            fields[columns["sa_active_per_core"]]);
    }

    /// <summary>Counts are -1 where the reference did not report them.</summary>
    public sealed record Row(string Trace, string Config, string Dram, int Cores, int Channels, long Cycles, long Reads, long Writes,
        long DmaResponses, long VectorBusy, string ArrayBusyPerCore);
}
