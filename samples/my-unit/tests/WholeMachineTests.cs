using ActorSim.Actors.Core;
using ActorSim.Kernel.Dispatch;
using Xunit;

namespace MyUnit.Tests;

/// <summary>The unit in a seat of the machine.</summary>
public class WholeMachineTests
{
    private static readonly string Trace = Path.Combine(AppContext.BaseDirectory, "attention.msgpack");

    private static UnitSeats Gated(long idleLimit) => UnitSeats.Standard with { Vector = PowerGatedUnit.Seat(idleLimit, wakeCycles: 200) };

    [Fact]
    public void Unit_that_is_never_off_is_the_machine_s_own()
    {
        var (result, core) = UnitRun.Of(Trace, Gated(long.MaxValue));
        Assert.Equal(UnitRun.Of(Trace).Result.Digest, result.Digest);
        Assert.True(core.VectorUnit.Stats.Operations > 0);
    }

    [Fact]
    public void Unit_that_is_off_at_once_makes_the_run_longer()
    {
        var (result, core) = UnitRun.Of(Trace, Gated(0));
        Assert.True(((PowerGatedUnit)core.VectorUnit).WakeUps > 0);
        Assert.True(result.Cycles > UnitRun.Of(Trace).Result.Cycles);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(500)]
    public void Result_is_the_same_in_rounds_on_two_workers(long idleLimit)
    {
        var expected = UnitRun.Of(Trace, Gated(idleLimit)).Result;
        var found = UnitRun.Of(Trace, Gated(idleLimit), Synchronizers.Rounds, workers: 2).Result;
        Assert.Equal((expected.Cycles, expected.Digest), (found.Cycles, found.Digest));
    }

    [Fact]
    public void Unit_that_takes_no_seat_is_refused_by_name()
    {
        var seats = UnitSeats.Standard with { Vector = seat => new PowerGatedUnit("elsewhere", seat.Clock, 0) };
        var refusal = Assert.Throws<ArgumentException>(() => UnitRun.Of(Trace, seats));
        Assert.Contains("core-0/vector", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("elsewhere", refusal.Message, StringComparison.Ordinal);
    }
}
