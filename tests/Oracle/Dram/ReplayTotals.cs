using ActorSim.Dram;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Replay;
using ActorSim.Dram.Setup;
using Xunit;

namespace ActorSim.Tests.Oracle.Dram;

/// <summary>
/// Replays against what was recorded of Ramulator 2.1: cycles, commands and read latencies, all equal. Lines of the traces that a
/// formula gives: line i at i / streams x stride + (i mod streams) x distance, offered from cycle i on, a read and a write in turn where
/// there are two streams.
/// </summary>
public class ReplayTotals
{
    private const int Lines = 200_000;
    private const long AddressBytes = 1L << 31;

    [Theory]
    [InlineData("oracle-hbm2pc", 64, 0, 867367, 85.9, 84, 389, 443, 13032, 9730, 222, 9508)]
    [InlineData("oracle-hbm2pc", 8192, 0, 5182460, 438.13, 423, 735, 735, 201328, 200330, 1328, 199334)]
    [InlineData("oracle-hbm2pc", 64, 0x10012000, 1272177, 220.19, 237, 584, 675, 13738, 8980, 326, 8654)]
    [InlineData("oracle-ddr4", 64, 0, 1299858, 234.14, 282, 890, 929, 1683, 150, 104, 46)]
    [InlineData("oracle-ddr4", 8192, 0, 1840204, 342.4, 328, 939, 958, 200000, 199338, 147, 199191)]
    [InlineData("oracle-ddr4", 64, 0x10000000, 2079071, 692.79, 758, 1498, 1703, 13476, 12659, 166, 12493)]
    [InlineData("oracle-ddr4", 64, 0x10012000, 1552535, 522.95, 562, 1282, 1645, 1869, 204, 124, 80)]
    [InlineData("oracle-hbm2-mop", 64, 0, 447941, 52.49, 49, 103, 451, 17111, 13709, 228, 11959)]
    [InlineData("oracle-hbm2-mop", 8192, 0, 2635836, 241.85, 412, 732, 740, 400000, 397309, 1350, 395959)]
    [InlineData("oracle-hbm2-mop", 64, 0x10000000, 906721, 166.98, 202, 595, 876, 183162, 177071, 464, 151306)]
    [InlineData("oracle-hbm2-mop", 64, 0x10012000, 795177, 147.35, 153, 624, 949, 126136, 120714, 406, 103555)]
    public void Cycles_latencies_and_commands_equal_the_recorded_ones(string preset, long stride, long distance,
        long cycles, double latency, long p50, long p99, long max, long activates, long precharges, long refreshes, long conflicts)
    {
        var setup = DramStandardCatalog.Setup(preset);
        AssertTotals(new CommandChannel(setup.Standard, setup.Controller));
        AssertTotals(DramCatalog.CreateOffered(setup));

        void AssertTotals(IDramController channel)
        {
            var host = new ReplayHost([channel], new ChannelInterleave(1, 2048), new ReplayOptions(setup.Standard.RequestBytes, AddressBytes, 1),
                setup.Standard.ReadLatency, setup.Standard.WriteData);
            var result = host.Run(new ArrayTrace(Trace(stride, distance)));
            var stats = channel.Stats;
            Assert.Equal((cycles, latency), (result.Cycles, Math.Round(result.MeanReadLatency, 2)));
            Assert.Equal((p50, p99, max), (result.ReadLatency.Quantile(0.5), result.ReadLatency.Quantile(0.99), result.ReadLatency.Max));
            Assert.Equal(
                (activates, precharges, refreshes, conflicts),
                (stats.Activates, stats.Precharges + stats.PrechargeAlls, stats.Refreshes, stats.RowConflicts));
        }
    }

    private static DramTraceLine[] Trace(long stride, long distance)
    {
        var streams = distance > 0 ? 2 : 1;
        var lines = new DramTraceLine[Lines];
        for (var i = 0; i < Lines; i++)
        {
            lines[i] = new DramTraceLine((i / streams * stride) + (i % streams * distance), i % streams == 1, i);
        }

        return lines;
    }
}
