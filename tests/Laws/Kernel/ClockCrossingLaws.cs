using ActorSim.Kernel.Model;
using Xunit;

namespace ActorSim.Tests.Laws;

public class ClockCrossingLaws
{
    [Fact]
    public void A_crossing_finds_the_first_edge_and_no_later_one()
    {
        long[] frequencies = [1_050_000_000, 940_000_000, 700_000_000, 1_600_000_000, 1_000_000_000];
        var timebase = new Timebase(frequencies);
        var clocks = frequencies.Select(hz => timebase.Clock($"{hz}", hz)).ToArray();
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var from = clocks[random.Next(clocks.Length)];
            var to = clocks[random.Next(clocks.Length)];
            var cycle = random.NextInt64(1L << random.Next(1, 40));
            var time = from.At(cycle);
            var atOrAfter = new ClockCrossing(from, to).AtOrAfter(cycle);
            var after = new ClockCrossing(from, to).After(cycle);
            Assert.True(to.At(atOrAfter) >= time && (atOrAfter == 0 || to.At(atOrAfter - 1) < time), $"cycle {cycle}");
            Assert.True(to.At(after) > time && to.At(after - 1) <= time, $"cycle {cycle}");
            Assert.Equal((atOrAfter, after), (to.FirstAtOrAfter(time), to.FirstAfter(time)));
        }
    }
}
