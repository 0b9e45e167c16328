using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Energy;
using ActorSim.Dram.Setup;
using Xunit;

namespace ActorSim.Tests.Unit.Dram;

public class DramEnergyTests
{
    // The worked number of docs/dram.md: half of a 128-bit device, 1.2 V, tCK 1 ns.
    [Fact]
    public void Energies_of_the_HBM2_pseudo_channel_follow_from_its_currents()
    {
        var e = DramEnergy.Of(DramStandardCatalog.Get("oracle-hbm2pc"))!;
        Assert.Equal(0.6 * ((65 * 48) - (55 * 34) - (40 * 14)), e.ActivatePj, 9);
        Assert.Equal(0.6 * (390 - 55) * 2, e.ReadPj, 9);
        Assert.Equal(0.6 * (500 - 55) * 2, e.WritePj, 9);
        Assert.Equal(0.6 * (250 - 55) * 260, e.RefreshPj, 9);
        Assert.Equal((33.0, 24.0), (e.ActiveStandbyPj, e.PrechargeStandbyPj));
        Assert.Contains("HBM2_4Gb_x128", e.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void Wordline_currents_add_to_activation()
    {
        var standard = DramStandardCatalog.Get("DDR4");
        var currents = standard.Currents! with { Ipp0 = 5, Ipp3n = 3, Ipp5b = 9 };
        var with = DramEnergy.Of(standard, currents);
        var without = DramEnergy.Of(standard, currents with { Vpp = 0 });

        // 2.5 V, 8 devices, tCK 0.625 ns; nRC 74, nRFC 560.
        Assert.Equal((5 - 3) * 2.5 * 8 * 0.625 * 74, with.ActivatePj - without.ActivatePj, 6);
        Assert.Equal((9 - 3) * 2.5 * 8 * 0.625 * 560, with.RefreshPj - without.RefreshPj, 6);
        Assert.Equal(3 * 2.5 * 8 * 0.625, with.PrechargeStandbyPj - without.PrechargeStandbyPj, 6);
    }

    [Fact]
    public void Background_is_active_and_precharged_time_of_all_ranks()
    {
        var e = DramEnergy.Of(DramStandardCatalog.Get("oracle-hbm2-mop"))!;
        var channel = new CommandChannel(DramStandardCatalog.Get("oracle-hbm2-mop"), new DramControllerSpec { Refresh = RefreshCatalog.None });
        channel.Enqueue(-1, 0, 0, false);
        var completions = default(CompletionBuffer);
        channel.Advance(1000, ref completions);

        // Opened in cycle 0, never closed; the other pseudo-channel stays closed.
        Assert.Equal(1000, channel.Stats.ActiveStandbyCycles);
        var joules = e.Joules(channel.Stats, 1000);
        Assert.Equal(1000 * (33.0 + 24.0), joules.Background * 1e12, 6);
        Assert.Equal(e.ActivatePj + e.ReadPj + (1000 * 57.0), joules.Total * 1e12, 6);
    }

    [Theory]
    [InlineData("GDDR6")]
    [InlineData("LPDDR5")]
    [InlineData("HBM3")]
    [InlineData("DDR5")]
    public void A_standard_without_currents_has_no_energy(string name) => Assert.Null(DramEnergy.Of(DramStandardCatalog.Get(name)));

    [Fact]
    public void Commands_cost_more_than_standby_in_every_standard_with_data() => Assert.All(
        DramStandardCatalog.Names.Select(n => DramEnergy.Of(DramStandardCatalog.Get(n))).OfType<DramEnergy>(),
        e => Assert.True(e is { ActivatePj: > 0, ReadPj: > 0, WritePj: > 0, RefreshPj: > 0 } && e.ActiveStandbyPj > e.PrechargeStandbyPj));
}
