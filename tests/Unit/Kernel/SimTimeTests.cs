using ActorSim.Kernel.Model;
using Xunit;

namespace ActorSim.Tests.Unit;

public class SimTimeTests
{
    [Fact]
    public void Adding_to_never_stays_never() => Assert.True((SimTime.Never + 1).IsNever);

    [Fact]
    public void A_sum_beyond_the_range_is_never() => Assert.True((new SimTime(long.MaxValue - 5) + 6).IsNever);

    [Fact]
    public void A_sum_at_the_end_of_the_range_is_exact() => Assert.Equal(long.MaxValue - 1, (new SimTime(long.MaxValue - 6) + 5).Ticks);

    [Fact]
    public void Key_orders_by_time_then_priority_then_ordinal_then_sequence()
    {
        EventKey[] sorted =
        [
            new(new SimTime(1), EventKey.Pack(EventKey.MaxPriority, EventKey.MaxOrdinal, 9)),
            new(new SimTime(2), EventKey.Pack(0, EventKey.MaxOrdinal, 9)),
            new(new SimTime(2), EventKey.Pack(1, 0, 7)),
            new(new SimTime(2), EventKey.Pack(1, 1, 3)),
            new(new SimTime(2), EventKey.Pack(1, 1, 4)),
        ];
        Assert.Equal(sorted, sorted.Reverse().Order());
    }
}
