using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Standards;
using Xunit;

namespace ActorSim.Tests.Unit.Dram;

public class AddressMapTests
{
    private static readonly DramStandard TwoRanks = Ddr4.Ddr4_3200 with { Ranks = 2 };

    [Theory]
    [InlineData("RoBaRaCoCh", "RoBaBgRaPcCo")]
    [InlineData("ChRaBaRoCo", "PcRaBgBaRoCo")]
    [InlineData("RoRaBaChCo", "RoRaPcBaBgCo")]
    public void Named_map_is_its_permutation(string name, string permutation)
    {
        var named = AddressMapCatalog.Create(name, TwoRanks);
        var spelled = AddressMapCatalog.Create(permutation, TwoRanks);
        var random = new Random(1);
        for (var n = 0; n < 1000; n++)
        {
            var address = random.NextInt64(TwoRanks.CapacityBytes) / 64 * 64;
            Assert.Equal(spelled.Decode(address), named.Decode(address));
        }
    }

    [Theory]
    [InlineData("RoBaRaCoCh")]
    [InlineData("ChRaBaRoCo")]
    [InlineData("RoRaBaChCo")]
    [InlineData("MOP4CLXOR")]
    [InlineData("CoRoBaRaBg")]
    public void Every_request_has_a_place_of_its_own(string name)
    {
        var small = Hbm2.Pseudo2000 with { Rows = 8, Columns = 32, Ranks = 2 };
        var map = AddressMapCatalog.Create(name, small);
        var places = new HashSet<DramLocation>();
        for (long address = 0; address < small.CapacityBytes; address += small.RequestBytes) Assert.True(places.Add(map.Decode(address)));
        Assert.All(places, p => Assert.True(p.Bank < small.Banks && p.Row < small.Rows && p.Column < small.Columns / small.PrefetchWords));
    }

    [Fact]
    public void Greater_of_time_and_cycles_wins_and_the_time_is_kept()
    {
        Assert.Equal((8, 4.9m), (Ddr4.Ddr4_3200.RrdL.Cycles, Ddr4.Ddr4_3200.RrdL.Nanoseconds));
        Assert.Equal(5, DramTime.AtLeast(5, 3, 1000).Cycles);
        Assert.Equal((22, 52, 74), ((int)Ddr4.Ddr4_3200.Cl, (int)Ddr4.Ddr4_3200.Ras, (int)Ddr4.Ddr4_3200.Rc));
        Assert.Equal((10, 7), ((int)Ddr4.Grade("DDR4-2400", 833, 17, 12).Rtp, (int)Ddr4.Grade("DDR4-2400", 833, 17, 12).CcdL));
    }
}
