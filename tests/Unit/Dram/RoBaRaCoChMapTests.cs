using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Standards;
using Xunit;

namespace ActorSim.Tests.Unit.Dram;

public class RoBaRaCoChMapTests
{
    [Fact]
    public void Recorded_address_decodes_to_its_recorded_place()
    {
        // First line of the isolated-read trace: ACT to bank group 3, bank 0, row 663, RD of column 10.
        var place = new RoBaRaCoChMap(Hbm2.MatchedPseudoChannel).Decode(0xA5CD40);
        Assert.Equal(new DramLocation(3 * 4 + 0, 663, 10), place);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(31, 0, 0, 0)]
    [InlineData(32, 0, 0, 1)]
    [InlineData(32 * 32, 16, 0, 0)]
    [InlineData(32 * 32 * 2, 4, 0, 0)]
    [InlineData(32 * 32 * 2 * 4, 1, 0, 0)]
    [InlineData(32 * 32 * 2 * 4 * 4, 0, 1, 0)]
    public void Fields_stand_in_the_order_column_pseudo_channel_group_bank_row(long address, int bank, int row, int column)
    {
        Assert.Equal(new DramLocation(bank, row, column), new RoBaRaCoChMap(Hbm2.Togsim).Decode(address));
    }

    [Fact]
    public void Different_requests_live_in_different_places()
    {
        var small = Hbm2.Togsim with { Rows = 8 };
        var map = new RoBaRaCoChMap(small);
        var places = new HashSet<DramLocation>();
        for (var i = 0; i < 8 * 32 * 32; i++) Assert.True(places.Add(map.Decode(i * 32L)), $"request {i}");
    }
}
