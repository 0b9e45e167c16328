using ActorSim.Kernel.Model;
using Xunit;

namespace ActorSim.Tests.Unit;

public class ClockTests
{
    private const long CoreHz = 1_050_000_000;
    private const long MemoryHz = 940_000_000;
    private static readonly Timebase Base = new(CoreHz, MemoryHz);
    private readonly Clock _core = Base.Clock("core", CoreHz);
    private readonly Clock _memory = Base.Clock("memory", MemoryHz);

    [Fact]
    public void Every_edge_of_every_clock_is_a_whole_and_even_tick()
    {
        Assert.Equal(Base.TicksPerSecond, _core.PeriodTicks * CoreHz);
        Assert.Equal(Base.TicksPerSecond, _memory.PeriodTicks * MemoryHz);
        Assert.Equal(0, _core.PeriodTicks % Timebase.TicksPerEdge);
    }

    [Theory]
    [InlineData(1_000_000_000_000)]
    [InlineData(999_999_999_999)]
    public void Crossing_does_not_drift_in_a_trillion_cycles(long cycle)
    {
        var exact = (Int128)cycle * MemoryHz;
        var expected = (long)((exact + CoreHz - 1) / CoreHz);
        Assert.Equal(expected, new ClockCrossing(_core, _memory).AtOrAfter(cycle));
        Assert.Equal((long)(exact / CoreHz) + 1, new ClockCrossing(_core, _memory).After(cycle));
    }

    [Fact]
    public void Crossing_equal_clocks_costs_nothing()
    {
        var crossing = new ClockCrossing(_core, _core);
        Assert.Equal(long.MaxValue, crossing.AtOrAfter(long.MaxValue));
        Assert.Equal(8, crossing.After(7));
    }

    [Fact]
    public void Edges_around_a_time()
    {
        var edge = _core.At(5);
        Assert.Equal((5, 6, 5), (_core.FirstAtOrAfter(edge), _core.FirstAfter(edge), _core.LastAtOrBefore(edge)));
        Assert.Equal((6, 6, 5), (_core.FirstAtOrAfter(edge + 1), _core.FirstAfter(edge + 1), _core.LastAtOrBefore(edge + 1)));
    }

    [Fact]
    public void A_cycle_beyond_the_range_is_never() => Assert.True(_core.At((long.MaxValue / _core.PeriodTicks) + 1).IsNever);

    [Fact]
    public void A_clock_of_another_timebase_is_refused() =>
        Assert.Contains("1000000007 Hz", Assert.Throws<ArgumentException>(() =>
            Base.Clock("odd", 1_000_000_007)).Message, StringComparison.Ordinal);

    [Fact]
    public void Clocks_without_a_common_tick_are_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Timebase(1_000_000_007, 999_999_937, 1_000_000_009));
}
