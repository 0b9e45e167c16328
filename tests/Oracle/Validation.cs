using System.Globalization;
using System.Text;
using ActorSim.Dram;

namespace ActorSim.Tests.Oracle;

/// <summary>The reference's rows run here, and the table of docs/validation.md.</summary>
public static class Validation
{
    private const string WithDepth = "simplewd";

    public static OracleRun Run(TogsimResults.Row row) => OracleRun.Of(Fixture.Togsim(row.Trace), MachineOf(row));

    public static OracleMachine MachineOf(TogsimResults.Row row) => new()
    {
        Cores = row.Cores,
        Channels = row.Channels,
        WeightDepth = row.Dram.StartsWith(WithDepth, StringComparison.Ordinal)
            ? int.Parse(row.Dram[WithDepth.Length..], CultureInfo.InvariantCulture)
            : 2,
        Dram = row.Dram.StartsWith("simple", StringComparison.Ordinal) ? DramCatalog.Fixed : row.Dram,
    };

    public static double PercentOff(long ours, long theirs) => 100.0 * (ours - theirs) / theirs;

    public static string Document()
    {
        var text = new StringBuilder(
            """
            # Validation

            Total cycles against the C++ timing core whose rules the model restates (TOGSim's trace path, ABI 12, mid-2026; its results and traces
            are in tests/Fixtures/togsim). Written by `tools/validate`; the tests under tests/Oracle hold it: fixed memory (`simple`, `simplewdK` with
            weight depth K) and `hbm2` differ by 0 cycles; requests are equal.
            Machine: 940 MHz throughout, 2 arrays per core, 16 MiB scratchpad, 16 ports, 32-byte requests, crossbar latency 10, fixed latency 100.

            | trace | memory | cores | channels | reference cycles | ours | off | requests |
            |---|---|---|---|---|---|---|---|

            """);
        foreach (var row in TogsimResults.Rows)
        {
            var run = Run(row);
            var percent = PercentOff(run.Cycles, row.Cycles).ToString("+0.000;-0.000", CultureInfo.InvariantCulture);
            var off = run.Cycles == row.Cycles ? "0" : percent + " %";
            var requests = run.Machine.Cores.Sum(c => c.Dma.Stats.Responses);
            text.Append(CultureInfo.InvariantCulture,
                $"| {row.Trace} | {row.Dram} | {row.Cores} | {row.Channels} | {row.Cycles} | {run.Cycles} | {off} | {requests} |\n");
        }

        return text.Append(Kept()).ToString();
    }

    // What other tests write into the document stays: it begins at the first marker.
    private static string Kept()
    {
        var before = File.ReadAllText(Path.Combine(Repository.Root, "docs", "validation.md"));
        var start = before.IndexOf("\n<!-- begin", StringComparison.Ordinal);
        return start < 0 ? "" : before[start..];
    }
}
