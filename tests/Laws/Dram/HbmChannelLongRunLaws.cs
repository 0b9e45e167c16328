using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using Xunit;

namespace ActorSim.Tests.Laws.Dram;

/// <summary>Internal clocks and sequence numbers are 32 bits wide: what happens where they are renewed.</summary>
public class HbmChannelLongRunLaws
{
    [Theory]
    [InlineData("mixed")]
    [InlineData("write-bursts")]
    [InlineData("sparse")]
    public void Load_late_in_time_runs_as_at_the_start(string load)
    {
        var arrivals = DramLoads.Make(load, 11, 4000);

        // Multiples of the refresh interval just below the renewal of relative times (2^29 and 2^30 cycles after the last one).
        foreach (var offset in new[] { (1L << 29) / 3666 * 3666, ((1L << 30) / 3666 - 1) * 3666, (1L << 40) / 3666 * 3666 })
        {
            var early = Run(NewChannel(), arrivals, 3666, step: 13);
            var late = Run(NewChannel(), arrivals, offset, step: 13);
            Assert.Equal(early, late.Select(c => (c.Cycle - offset + 3666, c.Tag)));
        }
    }

    [Fact]
    public void Load_across_the_renewal_of_sequence_numbers_runs_as_at_the_start()
    {
        var arrivals = DramLoads.Make("mixed", 12, 4000);
        var used = NewChannel();
        var buffer = default(CompletionBuffer);
        long now = 0;
        for (var i = 0; i < (1 << 20) - 2000; i++)
        {
            used.Enqueue(now, i * 32L, i, false);
            if (i % 4096 != 0) continue;
            now += 6000;
            buffer.Clear();
            used.Advance(now, ref buffer);
        }

        var offset = (now / 3666 + 10) * 3666;
        used.Advance(offset, ref buffer);
        Assert.Equal(long.MaxValue, used.NextCycle);
        var expected = Run(NewChannel(), arrivals, 2 * 3666, 100);
        Assert.Equal(expected, Run(used, arrivals, offset, 100).Select(c => (c.Cycle - offset + 2 * 3666, c.Tag)));
    }

    [Fact]
    public void Warm_channel_allocates_nothing()
    {
        var channel = NewChannel();
        var buffer = default(CompletionBuffer);
        var arrivals = DramLoads.Make("mixed", 13, 4000);
        Drive(channel, arrivals, 0, ref buffer);
        var offset = arrivals[^1].Cycle + 100_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        Drive(channel, arrivals, offset, ref buffer);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static HbmChannel NewChannel() => new(Hbm2.Togsim, new HbmControllerSpec(), new RoBaRaCoChMap(Hbm2.Togsim));

    private static void Drive(HbmChannel channel, List<Arrival> arrivals, long offset, ref CompletionBuffer buffer)
    {
        buffer.Clear();
        foreach (var a in arrivals)
        {
            channel.Advance(a.Cycle + offset, ref buffer);
            channel.Enqueue(a.Cycle + offset, a.Address, a.Tag, a.IsWrite);
        }

        while (channel.NextCycle != long.MaxValue) channel.Advance(channel.NextCycle + 1, ref buffer);
    }

    private static List<(long Cycle, int Tag)> Run(HbmChannel channel, List<Arrival> arrivals, long offset, int step)
    {
        var result = new List<(long, int)>();
        var buffer = default(CompletionBuffer);
        var next = 0;
        var now = offset;
        while (next < arrivals.Count || channel.NextCycle != long.MaxValue)
        {
            now += step;
            for (; next < arrivals.Count && arrivals[next].Cycle + offset < now; next++)
                channel.Enqueue(arrivals[next].Cycle + offset, arrivals[next].Address, arrivals[next].Tag, arrivals[next].IsWrite);
            buffer.Clear();
            channel.Advance(now, ref buffer);
            for (var i = 0; i < buffer.Count; i++) result.Add((buffer.Cycles[i], buffer.Tags[i]));
        }

        return result;
    }
}
