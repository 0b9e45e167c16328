using Xunit;

namespace ActorSim.Tests.Oracle;

public class ValidationTests
{
    private static readonly string[] LargeTraces = ["gemm2048_t1024"];

    // docs/deviations.md, 8: rows that are further off than one percent, all of them short.
    private static readonly HashSet<(string Trace, int Cores)> OpenGaps =
    [
        ("gemm256_t256", 1), ("gemm256_t128", 1), ("ex_layernorm", 1), ("gemm256_t256", 2), ("ex_layernorm", 2), ("ex_embed_layernorm", 2),
        ("gemm256_t256", 4), ("gemm256_t128", 4), ("ex_layernorm", 4), ("ex_embed_layernorm", 4),
    ];

    public static TheoryData<string, int> Hbm2Rows()
    {
        var rows = new TheoryData<string, int>();
        var nightly = Environment.GetEnvironmentVariable("ACTORSIM_NIGHTLY") == "1";
        foreach (var row in TogsimResults.Rows.Where(r => r.Dram == "hbm2" && (nightly || !LargeTraces.Contains(r.Trace))))
        {
            rows.Add(row.Trace, row.Cores);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Hbm2Rows))]
    public void Hbm2_requests_are_equal_and_cycles_within_one_percent_but_for_the_listed_gaps(string trace, int cores)
    {
        var row = TogsimResults.Rows.Single(r => r.Dram == "hbm2" && r.Trace == trace && r.Cores == cores);
        var run = Validation.Run(row);
        var off = Math.Abs(Validation.PercentOff(run.Cycles, row.Cycles));

        // A gap that has closed fails here too: take it off the list, and out of deviations.md with the last one.
        Assert.True(
            OpenGaps.Contains((trace, cores)) ? off is > 1 and < 8 : off <= 1,
            $"{run.Cycles} cycles, reference {row.Cycles}: {off:0.000} % off");
        Assert.Equal(row.Reads, run.Machine.Cores.Sum(c => c.Dma.Stats.ReadRequests));
        Assert.Equal(row.Writes, run.Machine.Cores.Sum(c => c.Dma.Stats.WriteRequests));
        Assert.Equal(row.DmaResponses, run.Machine.Cores.Sum(c => c.Dma.Stats.Responses));
    }

    [Fact]
    public void Committed_table_names_every_row_of_the_reference()
    {
        var document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "validation.md"));
        Assert.All(TogsimResults.Rows, r =>
            Assert.Contains($"| {r.Trace} | {r.Dram} | {r.Cores} | {r.Channels} | {r.Cycles} |", document, StringComparison.Ordinal));
    }

    [RegenerateFact]
    public void Write_the_table() => File.WriteAllText(Path.Combine(Repository.Root, "docs", "validation.md"), Validation.Document());
}
