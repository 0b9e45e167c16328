using Xunit;

namespace ActorSim.Tests.Oracle;

public class ValidationTests
{
    private static readonly string[] LargeTraces = ["gemm2048_t1024"];

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
    public void Total_cycles_and_requests_with_hbm2_are_the_references(string trace, int cores)
    {
        var row = TogsimResults.Rows.Single(r => r.Dram == "hbm2" && r.Trace == trace && r.Cores == cores);
        var run = Validation.Run(row);
        Assert.Equal(row.Cycles, run.Cycles);
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
