using System.Globalization;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using Xunit;

namespace ActorSim.Tests.Unit.Dram;

public class PresetTests
{
    public static TheoryData<string> Presets() => new(DramStandardCatalog.Names);

    // The recorded runs' presets carry no rate in their names.
    private static readonly Dictionary<string, int> OracleRates = new()
    {
        ["oracle-ddr4"] = 3200,
        ["oracle-hbm2pc"] = 2000,
        ["oracle-hbm2-mop"] = 2000,
    };

    // A clock period in whole picoseconds is at most 0.3 % off.
    [Theory]
    [MemberData(nameof(Presets))]
    public void A_preset_moves_what_its_name_says(string name)
    {
        var standard = DramStandardCatalog.Get(name);
        var megabitsPerPin = OracleRates.TryGetValue(name, out var rate) ? rate : int.Parse(name.Split('-')[^1], CultureInfo.InvariantCulture);
        var pins = standard.DataBusBits * standard.PseudoChannels;
        var named = megabitsPerPin * 1e6 * pins / 8;
        Assert.InRange(standard.PeakBytesPerSecond, named * 0.997, named * 1.003);
    }

    [Theory]
    [InlineData("DDR5-6400", 25.6e9, 1)]
    [InlineData("LPDDR5X", 17.1e9, 1)]
    [InlineData("HBM3E", 1.18e12, 16)]
    [InlineData("GDDR6", 56e9, 2)]
    [InlineData("GDDR7", 112e9, 4)]
    public void A_device_moves_what_its_vendors_say(string name, double bytesPerSecond, int channels) =>
        Assert.InRange(DramStandardCatalog.Get(name).PeakBytesPerSecond * channels, bytesPerSecond * 0.99, bytesPerSecond * 1.01);

    [Theory]
    [MemberData(nameof(Presets))]
    public void Every_preset_is_valid_and_of_a_technology(string name)
    {
        var setup = DramStandardCatalog.Setup(name);
        setup.Standard.Validate();
        setup.Controller.Validate();
        Assert.NotEmpty(setup.Standard.Family);
        Assert.True(setup.InterleaveBytes >= setup.Standard.RequestBytes);
    }

    // The command clock of LPDDR5 is a quarter of the data clock, that of GDDR6 an eighth of the bits.
    [Theory]
    [MemberData(nameof(Presets))]
    public void A_burst_fits_between_two_column_commands(string name)
    {
        var standard = DramStandardCatalog.Get(name);
        Assert.True(standard.CcdS >= standard.BurstCycles && standard.CcdL >= standard.CcdS, name);
    }

    [Fact]
    public void Oracle_presets_keep_the_recorded_runs_interleave() => Assert.All(
        DramStandardCatalog.Names.Where(n => n.StartsWith("oracle-", StringComparison.Ordinal)),
        n => Assert.Equal(2048, DramStandardCatalog.Setup(n).InterleaveBytes));

    [Fact]
    public void Grades_of_a_die_keep_their_nanoseconds()
    {
        var (slow, fast) = (Hbm3.Hbm3_6400, Hbm3.Hbm3e_9200);
        Assert.InRange((double)fast.Rc * fast.TckPs / (slow.Rc * slow.TckPs), 1.0, 1.02);
        Assert.InRange((double)fast.Cl * fast.TckPs / (slow.Cl * slow.TckPs), 1.0, 1.05);
    }
}
