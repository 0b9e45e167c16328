using ActorSim.Actors.Dram;
using Xunit;

namespace ActorSim.Tests.Oracle.Dram;

public class RamulatorCommandTraces
{
    [Theory]
    [InlineData("iso_rd")]
    [InlineData("iso_rd_gap37")]
    [InlineData("rand5k_rd_sat")]
    [InlineData("mix5k_same_bank")]
    public void Commands_equal_the_recorded_ones(string trace)
    {
        var standard = Hbm2.MatchedPseudoChannel;
        var spec = new HbmControllerSpec { ReadBufferEntries = 32, WriteBufferEntries = 32, OffersPerCycle = 2, Refresh = false };
        var log = new DramCommandLog();
        var channel = new HbmChannel(standard, spec, new RoBaRaCoChMap(standard), log);
        foreach (var a in RamulatorTraces.Requests(trace)) channel.Enqueue(a.Cycle, a.Address, a.Tag, a.IsWrite);
        var completions = default(CompletionBuffer);
        channel.Advance(10_000_000, ref completions);

        Assert.Equal(RamulatorTraces.Commands(trace), log.Commands);
        Assert.Equal(10_000, completions.Count);
    }
}
