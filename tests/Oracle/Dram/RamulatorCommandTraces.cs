using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using ActorSim.Tests.Laws.Dram;
using Xunit;

namespace ActorSim.Tests.Oracle.Dram;

public class RamulatorCommandTraces
{
    private const string Hbm2Stream = "HBM2PC";

    public static TheoryData<string, string> Streams()
    {
        var data = new TheoryData<string, string>();
        foreach (var trace in new[] { "iso_rd", "iso_rd_gap37", "rand5k_rd_sat", "mix5k_same_bank" })
        {
            data.Add("DDR4", trace);
            data.Add(Hbm2Stream, trace);
        }

        return data;
    }

    [Theory]
    [InlineData("iso_rd")]
    [InlineData("iso_rd_gap37")]
    [InlineData("rand5k_rd_sat")]
    [InlineData("mix5k_same_bank")]
    public void Commands_of_the_specialised_channel_equal_the_recorded_ones(string trace)
    {
        var standard = Hbm2.MatchedPseudoChannel;
        var spec = new HbmControllerSpec { ReadBufferEntries = 32, WriteBufferEntries = 32, OffersPerCycle = 2, Refresh = false };
        var log = new DramCommandLog();
        AssertEqual(Hbm2Stream, trace, new HbmChannel(standard, spec, new RoBaRaCoChMap(standard), log), log, 32);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Commands_equal_the_recorded_ones(string stream, string trace)
    {
        var setup = Setup(stream);
        var bytes = setup.Standard.RequestBytes;
        var log = new DramCommandLog();
        var spec = setup.Controller with { Refresh = RefreshCatalog.None, OffersPerCycle = 64 / bytes };
        AssertEqual(stream, trace, new CommandChannel(setup.Standard, spec, log), log, bytes);
    }

    [Theory]
    [MemberData(nameof(Streams))]
    public void Recorded_commands_break_no_constraint(string stream, string trace) =>
        Assert.Empty(CommandRules.Violations(Setup(stream).Standard, RamulatorTraces.Commands(stream, trace)));

    private static DramSetup Setup(string stream) => DramStandardCatalog.Setup(stream == Hbm2Stream ? "oracle-hbm2pc" : "oracle-ddr4");

    private static void AssertEqual(string stream, string trace, IDramDevice channel, DramCommandLog log, int bytes)
    {
        var requests = RamulatorTraces.Requests(trace, bytes);
        foreach (var a in requests) channel.Enqueue(a.Cycle, a.Address, a.Tag, a.IsWrite);
        var completions = default(CompletionBuffer);
        channel.Advance(10_000_000, ref completions);

        Assert.Equal(RamulatorTraces.Commands(stream, trace), log.Commands);
        Assert.Equal(requests.Count, completions.Count);
    }
}
