using Xunit;

namespace ActorSim.Tests.Oracle;

/// <summary>Against the C++ timing core's own results (tests/Fixtures/togsim; source: TOGSim's trace path, ABI 12, mid-2026).</summary>
public class TogsimTests
{
    public static TheoryData<string, string, int, long> FixedMemoryRows()
    {
        var rows = new TheoryData<string, string, int, long>();
        foreach (var row in TogsimResults.Rows.Where(r => r.Dram.StartsWith("simple", StringComparison.Ordinal)))
        {
            rows.Add(row.Trace, row.Dram, row.Cores, row.Cycles);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(FixedMemoryRows))]
    public void Total_cycles_with_fixed_memory_are_the_references(string trace, string dram, int cores, long cycles)
    {
        var run = Validation.Run(TogsimResults.Rows.Single(r => r.Trace == trace && r.Dram == dram && r.Cores == cores));
        Assert.Equal(cycles, run.Cycles);
    }

    [Theory]
    [InlineData("ex_layernorm", "simple", 1)]
    [InlineData("gemm256_t128", "simple", 1)]
    [InlineData("gemm256_t128", "simple", 2)]
    [InlineData("gemm256_t128", "simple", 4)]
    [InlineData("gemm256_t256", "simple", 1)]
    [InlineData("gemm256_t256", "hbm2", 1)]
    [InlineData("gemm512_t512", "simple", 1)]
    public void Every_event_of_every_instruction_has_the_cycle_of_the_references_log(string trace, string dram, int cores)
    {
        var stream = Fixture.Togsim(trace);
        var run = OracleRun.Of(stream, Validation.MachineOf(TogsimResults.Rows.Single(r => r.Trace == trace && r.Dram == dram && r.Cores == cores)));
        var log = Fixture.GzipLines(Fixture.PathOf("togsim", $"log_{trace}_{dram}_c{cores}.csv.gz")).Skip(1).Select(l => l.Split(','));
        var expected = EventRecorder.Sort(log.Where(f => f[2] != "TILE_SCHEDULED")
            .Select(f => string.Join(',', f[0], f[1], f[2], f[3])));
        Assert.NotEmpty(expected);
        Assert.Equal(expected, run.Events.Lines(stream));
    }

    [Theory]
    [InlineData("gemm256_t128", 1)]
    [InlineData("gemm256_t128", 4)]
    [InlineData("gemm1024_t512", 2)]
    [InlineData("ex_layernorm", 1)]
    public void Busy_cycles_and_answers_are_the_references(string trace, int cores)
    {
        var run = OracleRun.Of(Fixture.Togsim(trace), new OracleMachine { Cores = cores });
        var row = TogsimResults.Rows.Single(r => r.Trace == trace && r.Config == $"simple_c{cores}_ch16");
        Assert.Equal(row.DmaResponses, run.Machine.Cores.Sum(c => c.Dma.Stats.Responses));
        var busy = run.Machine.Cores.Select(c => string.Join('+', c.Arrays.Select(a => a.Stats.BusyCycles)));
        Assert.Equal(row.ArrayBusyPerCore, string.Join('|', busy));

        // The reference counts the cycle of each vector operation's end as well.
        Assert.Equal(row.VectorBusy, run.Machine.Cores.Sum(c => c.VectorUnit.Stats.BusyCycles + c.VectorUnit.Stats.Operations));
    }
}
