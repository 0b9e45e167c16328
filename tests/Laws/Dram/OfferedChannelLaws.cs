using ActorSim.Dram;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using Xunit;

namespace ActorSim.Tests.Laws.Dram;

/// <summary>Hosts that offer several requests in one cycle: what the front queue of one channel never does.</summary>
public class OfferedChannelLaws
{
    private static readonly DramSetup Mop = DramStandardCatalog.Setup("oracle-hbm2-mop");

    [Theory]
    [InlineData("oracle-hbm2-mop", 32)]
    [InlineData("oracle-hbm2-mop", 9)]
    [InlineData("oracle-hbm2pc", 32)]
    [InlineData("HBM2", 64)]
    [InlineData("HBM2", 17)]
    public void Many_offers_in_one_cycle_are_served_alike_by_the_specialised_and_the_general_channel(string preset, int entries)
    {
        var setup = DramStandardCatalog.Setup(preset);
        var standard = setup.Standard with { Refi = 1777 };
        var spec = setup.Controller with { ReadBufferEntries = entries, WriteBufferEntries = entries };
        Assert.True(HbmChannel.ServesOffers(standard, spec));
        for (var seed = 1; seed <= 12; seed++)
        {
            foreach (var load in DramLoads.Names)
            {
                var arrivals = DramLoads.Make(load, seed, 400);
                var expected = Offer(new CommandChannel(standard, spec, new DramCommandLog()), arrivals, seed);
                Assert.Equal(expected, Offer((HbmChannel)DramCatalog.CreateOffered(new DramSetup(standard, spec), new DramCommandLog()), arrivals, seed));
                Assert.Equal(expected, Offer(DramCatalog.CreateOffered(new DramSetup(standard, spec)), arrivals, seed));
            }
        }
    }

    [Fact]
    public void Renumbering_keeps_the_order_of_requests_accepted_in_one_cycle()
    {
        var spec = Mop.Controller with { Refresh = RefreshCatalog.None };
        var arrivals = new List<Arrival>();
        var random = new Random(3);
        for (var i = 0; i < 1_100_000; i++) arrivals.Add(new Arrival(0, (long)random.Next(1 << 21) << 5, i, random.Next(3) == 0));
        var general = Offer(new CommandChannel(Mop.Standard, spec), arrivals, 4);
        Assert.Equal(general, Offer(DramCatalog.CreateOffered(new DramSetup(Mop.Standard, spec)), arrivals, 4));
    }

    /// <summary>Offers bursts of arrivals at random cycles; what was served, and the counters at the end.</summary>
    private static Served Offer(IDramController channel, List<Arrival> arrivals, int seed)
    {
        var served = new Served();
        channel.Observer = served;
        CompletionBuffer answers = default;
        var random = new Random(seed);
        var cycle = 0L;
        for (var i = 0; i < arrivals.Count;)
        {
            cycle += random.Next(8) == 0 ? random.Next(200) : random.Next(3);
            for (var n = random.Next(40); n >= 0 && i < arrivals.Count; n--, i++)
            {
                while (!channel.TryOffer(cycle, arrivals[i].Address, arrivals[i].Tag, arrivals[i].IsWrite, ref answers))
                    cycle = Math.Max(cycle, channel.NextCycle) + 1;
            }

            answers.Clear();
        }

        while (channel.NextCycle != long.MaxValue) channel.Advance(channel.NextCycle + 1, ref answers);
        channel.Close(cycle + 100_000);
        var stats = channel.Stats;
        served.Counters = (stats.Activates, stats.Precharges, stats.PrechargeAlls, stats.RowHits, stats.RowConflicts, stats.QueueOccupancyCycles);
        Assert.Equal(arrivals.Count, served.Count);
        return served;
    }

    private sealed record Served : IRequestObserver
    {
        public int Count { get; private set; }

        public int Digest { get; private set; }

        public (long, long, long, long, long, long) Counters { get; set; }

        public bool Equals(Served? other) => other is not null && (Count, Digest, Counters) == (other.Count, other.Digest, other.Counters);

        public override int GetHashCode() => Digest;

        public void OnServed(in ServedRequest request)
        {
            Count++;
            Digest = unchecked((Digest * 31) + request.GetHashCode());
        }
    }
}
