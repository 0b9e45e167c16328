using ActorSim.Actors.Protocol;
using ActorSim.Dram.Replay;
using ActorSim.Dram.Setup;
using ActorSim.Kernel.Dispatch;
using MyStandard;
using Xunit;

namespace MyStandard.Tests;

public class Wide2Tests
{
    private static readonly string Trace = Path.Combine(AppContext.BaseDirectory, "layernorm.msgpack");

    [Fact]
    public void Figures_agree_with_each_other() => Wide2.Channel.Validate();

    /// <summary>Offered in cycle 0, ACT in 1 (Ramulator's labels), RD nRCDRD later, data until nCL + nBL later: 1 + 15 + 16 + 2.</summary>
    [Fact]
    public void Lone_read_takes_activate_read_and_burst() =>
        Assert.Equal(1 + 15 + 16 + 2, StandardRun.Replay(Wide2.Setup, SyntheticPattern.Sequential, 1).Result.ReadLatency.Max);

    /// <summary>64 bytes every nCCDL = 4 cycles in one bank group is the floor, every nCCDS = 2 cycles the ceiling; refresh takes its share.</summary>
    [Theory]
    [InlineData(SyntheticPattern.Sequential)]
    [InlineData(SyntheticPattern.Random)]
    public void Throughput_stays_below_the_data_bus(string pattern)
    {
        var (result, stats) = StandardRun.Replay(Wide2.Setup, pattern, 20_000);
        Assert.InRange(result.BytesPerCycle, 1, 32);
        Assert.Equal(20_000, stats.RowHits + stats.RowMisses + stats.RowConflicts);
    }

    [Fact]
    public void Rows_are_hit_in_sequence_and_missed_at_random()
    {
        var inSequence = StandardRun.Replay(Wide2.Setup, SyntheticPattern.Sequential, 20_000).Stats.RowHits;
        var atRandom = StandardRun.Replay(Wide2.Setup, SyntheticPattern.Random, 20_000).Stats.RowHits;
        Assert.True(inSequence > 10 * atRandom, $"{inSequence} and {atRandom} row hits");
    }

    [Fact]
    public void Energy_is_that_of_its_own_currents()
    {
        var (result, stats) = StandardRun.Replay(Wide2.Setup, SyntheticPattern.Random, 1000);
        var once = StandardRun.Joules(Wide2.Channel, result, stats);
        var twice = Wide2.Channel with { Currents = Wide2.Channel.Currents! with { DevicesPerRank = 4 } };
        Assert.Equal(2 * once, StandardRun.Joules(twice, result, stats), once * 1e-9);
    }

    [Fact]
    public void Machine_reads_and_writes_through_it_and_rounds_find_the_same()
    {
        var (result, machine) = StandardRun.Machine(Wide2.Setup, Trace);
        Assert.True(machine.Channels.Sum(c => c.Stats.Reads) > 0 && machine.Channels.Sum(c => c.Stats.Writes) > 0);
        Assert.Equal(result.Digest, StandardRun.Machine(Wide2.Setup, Trace, Synchronizers.Rounds, workers: 2).Result.Digest);
    }

    [Fact]
    public void Slower_standard_takes_longer()
    {
        var slow = Wide2.Setup with { Standard = Wide2.Channel with { Name = "slow", RcdRead = 40, Rp = 40, Ras = 80, Rc = 120, Cl = 40 } };
        Assert.True(StandardRun.Machine(slow, Trace).Result.Cycles > StandardRun.Machine(Wide2.Setup, Trace).Result.Cycles);
    }

    [Fact]
    public void Figure_out_of_range_is_refused_by_name()
    {
        var refusal = Assert.ThrowsAny<ArgumentException>(() => Wide2.Channel with { BurstCycles = 0 });
        Assert.Contains("BurstCycles", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Figures_that_contradict_each_other_are_refused_before_a_run()
    {
        var wrong = new DramSetup(Wide2.Channel with { Refi = 100 }, new DramControllerSpec());
        var refusal = Assert.Throws<InvalidSystemException>(() => StandardRun.Machine(wrong, Trace));
        Assert.Contains("Refi", refusal.Message, StringComparison.Ordinal);
    }
}
