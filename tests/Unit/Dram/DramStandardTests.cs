using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using Xunit;

namespace ActorSim.Tests.Unit.Dram;

public class DramStandardTests
{
    [Fact]
    public void Presets_are_valid()
    {
        Hbm2.Togsim.Validate();
        Hbm2.MatchedPseudoChannel.Validate();
        Assert.Equal(32, Hbm2.Togsim.RequestBytes);
        Assert.Equal(16, Hbm2.Togsim.ReadLatency);
    }

    [Fact]
    public void Value_out_of_range_names_key_value_and_range()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Hbm2.Togsim with { Cl = 0 });
        Assert.Contains("Cl = 0 must be in 1..65536", error.Message);
    }

    [Fact]
    public void Organisation_must_be_powers_of_two()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Hbm2.Togsim with { BankGroups = 3 });
        Assert.Contains("BankGroups = 3 must be a power of two in 1..8", error.Message);
    }

    [Fact]
    public void Contradicting_fields_are_refused_by_the_channel()
    {
        var standard = Hbm2.Togsim with { Refi = 300 };
        var map = new RoBaRaCoChMap(Hbm2.Togsim);
        var error = Assert.Throws<ArgumentException>(() => new HbmChannel(standard, new HbmControllerSpec(), map));
        Assert.Contains("Refi = 300 must be above nRFC + nRC = 375", error.Message);
    }

    [Fact]
    public void Low_watermark_above_high_is_refused()
    {
        var spec = new HbmControllerSpec { DrainLowPercent = 90 };
        var error = Assert.Throws<ArgumentException>(spec.Validate);
        Assert.Contains("DrainLowPercent = 90 must be in 1..80", error.Message);
    }
}
