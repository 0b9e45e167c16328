using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Setup;
using Xunit;

namespace ActorSim.Tests.Oracle.Dram;

/// <summary>
/// Totals that Ramulator 2.1 reported for 200,000 lines of 64 bytes, refresh on, for those traces that a formula gives: line i at address
/// i / streams * stride + (i mod streams) * distance, offered from cycle i * gap on. Cycles and counts are equal, not near.
/// </summary>
public class RamulatorMatchedTotals
{
    private const int Lines = 200_000;

    [Theory]
    [InlineData("oracle-ddr4", "", "seq_rd_sat", 1299858, 1683, 150, 104, 46)]
    [InlineData("oracle-ddr4", "", "seq_rd_sparse100", 19999927, 3125, 1602, 1602, 0)]
    [InlineData("oracle-ddr4", "", "stride8k_rd_sat", 1840204, 200000, 199338, 147, 199191)]
    [InlineData("oracle-ddr4", "", "mix_rw_same_bank", 2079071, 13476, 12659, 166, 12493)]
    [InlineData("oracle-ddr4", "", "mix_rw_diff_bank", 1552535, 1869, 204, 124, 80)]
    [InlineData("oracle-ddr4", "2R MOP", "mix_rw_same_bank", 1029710, 104278, 101984, 164, 99403)]
    [InlineData("oracle-ddr4", "2R MOP H", "seq_wr_sat", 845882, 7834, 5809, 134, 5675)]
    [InlineData("oracle-ddr4", "2R", "mix_rw_diff_bank", 1513252, 1871, 242, 242, 0)]
    [InlineData("oracle-hbm2pc", "", "mix_rw_same_bank", 1712895, 49252, 42799, 439, 42290)]
    [InlineData("oracle-hbm2-mop", "", "mix_rw_same_bank", 906721, 183162, 177071, 464, 151306)]
    [InlineData("oracle-hbm2-mop", "H", "mix_rw_diff_bank", 790854, 124671, 119281, 404, 103472)]
    [InlineData("oracle-hbm2-mop", "8ch", "stride8k_rd_sat", 387080, 201502, 199604, 1584, 199038)]
    [InlineData("oracle-hbm2-mop", "8ch", "mix_rw_same_bank", 603896, 150244, 114429, 2464, 108154)]
    [InlineData("oracle-hbm2-mop", "8ch il32B", "seq_rd_sat", 55995, 17264, 13736, 224, 11992)]
    public void Cycles_and_command_counts_equal_the_recorded_ones(
        string standard, string variant, string trace, long cycles, long activates, long precharges, long refreshes, long conflicts)
    {
        var setup = Variant(DramStandardCatalog.Setup(standard), variant);
        var channels = variant.Contains("8ch", StringComparison.Ordinal) ? 8 : 1;
        var interleave = variant.Contains("il32B", StringComparison.Ordinal) ? 0 : 6;
        var replay = new RamulatorReplay(setup, channels, interleave, channels * 64 / setup.Standard.RequestBytes);
        Offer(replay, trace, allAtOnce: channels > 1);
        replay.Drain();
        Assert.Equal(
            (trace, cycles, activates, precharges, refreshes, conflicts),
            (trace, replay.Cycles, replay.Sum(s => s.Activates), replay.Sum(s => s.Precharges + s.PrechargeAlls), replay.Sum(s => s.Refreshes),
                replay.Sum(s => s.RowConflicts)));
        Assert.Equal(Lines * 64 / setup.Standard.RequestBytes, replay.Sum(s => s.Reads + s.Writes));
    }

    private static DramSetup Variant(DramSetup setup, string variant)
    {
        var (standard, controller) = setup;
        if (variant.StartsWith("2R", StringComparison.Ordinal)) standard = standard with { Ranks = 2, Rfc = 576 };
        if (variant.Contains("MOP", StringComparison.Ordinal)) controller = controller with { AddressMap = AddressMapCatalog.Mop4ClXor };
        if (variant.EndsWith('H')) controller = controller with { Scheduler = SchedulerCatalog.FrFcfsRowHit };
        return new DramSetup(standard, controller);
    }

    private static void Offer(RamulatorReplay replay, string trace, bool allAtOnce)
    {
        var (stride, distance, kinds, gap) = trace switch
        {
            "seq_rd_sat" => (64, 0, "R", 1),
            "seq_wr_sat" => (64, 0, "W", 1),
            "seq_rd_sparse100" => (64, 0, "R", 100),
            "stride8k_rd_sat" => (8192, 0, "R", 1),
            "mix_rw_same_bank" => (64, 0x10000000, "RW", 1),
            _ => (64, 0x10012000, "RW", 1),
        };
        for (var i = 0; i < Lines; i++)
            replay.Line(allAtOnce ? 0 : (long)i * gap, (long)(i / kinds.Length) * stride + (long)(i % kinds.Length) * distance, kinds[i % kinds.Length] == 'W');
    }
}
