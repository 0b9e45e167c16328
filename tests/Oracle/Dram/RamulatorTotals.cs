using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using Xunit;

namespace ActorSim.Tests.Oracle.Dram;

/// <summary>
/// Totals that Ramulator 2.1 reported for 200,000 lines of 64 bytes (two requests each, two offers per cycle, refresh on), for those
/// traces that a formula gives: line i at address i/streams * stride + (i mod streams) * distance, offered from cycle i * gap on.
/// </summary>
public class RamulatorTotals
{
    private const int Lines = 200_000;

    [Theory]
    [InlineData("seq_rd_sat", 64, 0, "R", 1, 867367, 13032, 9730, 222, 9508)]
    [InlineData("seq_wr_sat", 64, 0, "W", 1, 869023, 13016, 9725, 222, 9503)]
    [InlineData("seq_rd_sparse100", 64, 0, "R", 100, 19999921, 17308, 5128, 5128, 0)]
    [InlineData("stride8k_rd_sat", 8192, 0, "R", 1, 5182460, 201328, 200330, 1328, 199334)]
    [InlineData("mix_rw_same_bank", 64, 0x10000000, "RW", 1, 1712895, 49252, 42799, 439, 42290)]
    [InlineData("mix_rw_diff_bank", 64, 0x10012000, "RW", 1, 1272177, 13738, 8980, 326, 8654)]
    public void Cycles_and_command_counts_equal_the_recorded_ones(
        string trace, long stride, long distance, string kinds, int gap,
        long cycles, long activates, long precharges, long refreshes, long conflicts)
    {
        var standard = Hbm2.MatchedPseudoChannel;
        var spec = new HbmControllerSpec { ReadBufferEntries = 32, WriteBufferEntries = 32, OffersPerCycle = 2 };
        var channel = new HbmChannel(standard, spec, new RoBaRaCoChMap(standard));
        for (var i = 0; i < Lines; i++)
        {
            var address = i / kinds.Length * stride + i % kinds.Length * distance;
            var write = kinds[i % kinds.Length] == 'W';
            channel.Enqueue((long)i * gap - 1, address, i, write);
            channel.Enqueue((long)i * gap - 1, address + 32, i, write);
        }

        var completions = default(CompletionBuffer);
        while (channel.NextCycle != long.MaxValue) channel.Advance(channel.NextCycle + 1, ref completions);

        // The recorded total runs to the end of the last data burst, ours counts answers: a write is answered at its WR.
        var last = completions.Cycles[^1] + 1 + (kinds.Contains('W') ? standard.WriteData : 0);
        var stats = channel.Stats;
        Assert.Equal(
            (trace, cycles, activates, precharges, refreshes, conflicts),
            (trace, last, stats.Activates, stats.Precharges + stats.PrechargeAlls, stats.Refreshes, stats.RowConflicts));
        Assert.Equal(2 * Lines, stats.Reads + stats.Writes);
    }
}
