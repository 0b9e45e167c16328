using ActorSim.Actors.Machine;
using ActorSim.Cli.Configuration;
using ActorSim.Dram;
using ActorSim.Dram.Setup;
using ActorSim.Hocon.Syntax;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

public class DramStandardConfigurationTests
{
    [Theory]
    [InlineData("DDR4-3200", "1600 MHz", 64)]
    [InlineData("ddr5-4800", "2400 MHz", 64)]
    [InlineData("LPDDR4-3200", "1600 MHz", 32)]
    [InlineData("DDR5-6400", "3200 MHz", 64)]
    [InlineData("LPDDR5-6400", "800 MHz", 32)]
    [InlineData("LPDDR5X", "1066 MHz", 32)]
    [InlineData("HBM2", "1 GHz", 32)]
    [InlineData("HBM2-1.88", "940 MHz", 32)]
    [InlineData("HBM2-legacy-2000", "1 GHz", 64)]
    [InlineData("HBM3-6400", "1600 MHz", 32)]
    [InlineData("HBM3E", "2299 MHz", 32)]
    [InlineData("GDDR6", "1754 MHz", 32)]
    [InlineData("GDDR7", "1751 MHz", 32)]
    public void A_standard_by_name_is_a_machine(string name, string clock, int bytes)
    {
        var machine = Load($"dram.standard.name = {name}", $"dram.clock = {clock}", $"dma.request-bytes = {bytes}");
        Assert.Equal(DramStandardCatalog.Get(name), machine.Dram.Setup.Standard);
        Assert.NotNull(DramCatalog.Create(machine.Dram));
    }

    [Theory]
    [InlineData("HBM2", "1 GHz", "RoBaRaCoBgPc")]
    [InlineData("oracle-hbm2-mop", "1 GHz", "MOP4CLXOR")]
    public void The_address_map_is_the_presets_unless_another_is_named(string name, string clock, string map)
    {
        Assert.Equal(map, Load($"dram.standard.name = {name}", $"dram.clock = {clock}").Dram.Setup.Controller.AddressMap);
        Assert.Equal("RoBaRaCoCh", Load($"dram.standard {{ name = {name}, address-map = RoBaRaCoCh }}", $"dram.clock = {clock}").Dram.Setup.Controller.AddressMap);
    }

    [Fact]
    public void Policies_and_ranks_reach_the_channel()
    {
        var setup = Load("dram.standard { name = DDR4-3200, ranks = 2, scheduler = fr-fcfs-row-hit, row-hit-cap = 4, row-policy = timeout, row-timeout = 9, "
            + "refresh = all-bank-staggered, address-map = RoCoBgRaBa, read-buffer = 300 }", "dram.clock = 1600 MHz", "dma.request-bytes = 64").Dram.Setup;
        Assert.Equal((2, "fr-fcfs-row-hit", 4), (setup.Standard.Ranks, setup.Controller.Scheduler, setup.Controller.RowHitCap));
        Assert.Equal(("timeout", 9, "all-bank-staggered"), (setup.Controller.RowPolicy, setup.Controller.RowTimeoutCycles, setup.Controller.Refresh));
        Assert.Equal(("RoCoBgRaBa", 300), (setup.Controller.AddressMap, setup.Controller.ReadBufferEntries));
    }

    [Theory]
    [InlineData("dram.standard.name = DDR4-3300", "did you mean 'DDR4-3200'")]
    [InlineData("dram.standard.scheduler = frfcfs", "did you mean 'fr-fcfs'")]
    [InlineData("dram.standard.row-policy = close", "did you mean 'closed'")]
    [InlineData("dram.standard.refresh = perbank", "did you mean 'per-bank'")]
    [InlineData("dram.standard.address-map = RoBaRaCo", "")]
    [InlineData("dram.standard.address-map = RoBaRaCoCu", "did you mean 'RoBaRaCoCh'")]
    [InlineData("dram.standard.ranks = 3", "ranks = 3 must be a power of two in 1..8")]
    [InlineData("dram.standard.drain-low-percent = 90", "must be in 1..80")]
    [InlineData("dram.standard.read-buffer = 5000", "read-buffer = 5000 must be in 1..4096")]
    [InlineData("dram.clock = 1100 MHz", "period of 909 ps, but the cycles of HBM2-2000 are 1000 ps; set dram.clock = 1 GHz")]
    [InlineData("dma.request-bytes = 64", "dma.request-bytes = 64 bytes, but a burst of HBM2-2000 moves 32")]
    public void What_does_not_fit_is_refused_by_key_and_place(string assignment, string message)
    {
        if (message.Length == 0)
        {
            Assert.NotNull(Load(assignment, "dram.clock = 1 GHz"));
            return;
        }

        var error = Assert.Throws<HoconException>(() => Load("dram.clock = 1 GHz", assignment));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Contains(assignment, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refresh_of_single_banks_needs_a_standard_that_has_it()
    {
        var error = Assert.Throws<HoconException>(
            () => Load("dram.standard { name = DDR4-3200, refresh = per-bank }", "dram.clock = 1600 MHz", "dma.request-bytes = 64"));
        Assert.Contains("DDR4-3200 cannot refresh single banks", error.Message, StringComparison.Ordinal);
    }

    private static MachineSpec Load(params string[] assignments) =>
        SystemConfiguration.Load("tpuv3", ["dram.model = standard", .. assignments]).Machine;
}
