using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>A core and one of its compute units: the core issues with label t, half a cycle before edge t, and hears of the end.</summary>
public abstract class ComputeUnitProtocol(string sync) : ProtocolSuite(sync)
{
    public static TheoryData<string> Kinds { get; } = ["array", "vector", "cross-lane"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Operation_is_done_its_cost_after_its_issue(string kind)
    {
        var (core, issue) = Seat(kind);
        core.Says(issue, Operation(0, 384, 256), HalfAfter(9));
        Bench.Begin();
        core.HearsNothingBefore(Edge(10 + 384));
        core.Hears(Edge(10 + 384), "OperationDone 0");
        Bench.End();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Operation_behind_another_is_done_cost_minus_overlap_after_it(string kind)
    {
        var (core, issue) = Seat(kind);
        core.Says(issue, Operation(0, 384, 256), HalfAfter(9));
        core.Says(issue, Operation(1, 384, 256), HalfAfter(10));
        Bench.Begin();
        core.Hears(Edge(394), "OperationDone 0");
        core.Hears(Edge(394 + 128), "OperationDone 1");
        Bench.End();
    }

    /// <summary>What is left of the operation before is overlapped, but no more than the follower's overlap: f + c - min(f - t, o).</summary>
    [Theory]
    [InlineData(257, 394 + 128)]
    [InlineData(256, 394 + 128)]
    [InlineData(255, 394 + 129)]
    [InlineData(1, 394 + 383)]
    [InlineData(0, 394 + 384)]
    [InlineData(-1, 395 + 384)]
    public void Overlap_is_what_is_left_of_the_operation_before_and_no_more_than_its_own(long left, long done)
    {
        var (core, issue) = Seat("array");
        core.Says(issue, Operation(0, 384, 256), HalfAfter(9));
        core.Says(issue, Operation(1, 384, 256), HalfBefore(394 - left));
        Bench.Begin();
        core.Hears(Edge(394), "OperationDone 0");
        core.HearsNothingBefore(Edge(done));
        core.Hears(Edge(done), "OperationDone 1");
        Bench.End();
    }

    [Fact]
    public void Overlap_is_that_of_the_operation_that_follows()
    {
        var (core, issue) = Seat("array");
        core.Says(issue, Operation(0, 384, 256), HalfAfter(9));
        core.Says(issue, Operation(1, 128, 128), HalfAfter(10));
        core.Says(issue, Operation(2, 384, 256), HalfAfter(11));
        Bench.Begin();
        core.Hears(Edge(394), "OperationDone 0");
        core.Hears(Edge(394), "OperationDone 1");
        core.Hears(Edge(394 + 128), "OperationDone 2");
        Bench.End();
    }

    /// <summary>Nothing hides the fill of the first and of the third; the end is at 984, idle is before 10 and from 522 to 600.</summary>
    [Fact]
    public void Busy_and_bubble_cycles_are_the_time_that_the_unit_was_not_idle()
    {
        var (core, issue) = Seat("array");
        core.Says(issue, Operation(0, 384, 256), HalfAfter(9));
        core.Says(issue, Operation(1, 384, 256), HalfAfter(10));
        core.Says(issue, Operation(2, 384, 256), HalfAfter(599));
        Bench.Begin();
        Bench.End();
        var stats = ((PipelineUnit)issue.Target).Stats;
        Assert.Equal((3L, 3 * 128L, 2 * 256L), (stats.Operations, stats.BusyCycles, stats.BubbleCycles));
        Assert.Equal(984 - 10 - (600 - 522), stats.BusyCycles + stats.BubbleCycles);
        Assert.Equal([394, 522, 984], core.Rest().Select(s => s.Cycle));
    }

    [Fact]
    public void Weights_are_read_in_the_step_before_the_overlap_begins()
    {
        var (core, issue) = Seat("array");
        core.Says(issue, Operation(0, 40, 10, readsWeights: true), HalfAfter(9));
        Bench.Begin();
        core.HearsNothingBefore(Edge(10 + 40 - 10 - 1));
        core.Hears(Edge(10 + 40 - 10 - 1), "WeightsRead 0");
        core.Hears(Edge(10 + 40), "OperationDone 0");
        Bench.End();
    }

    [Fact]
    public void Weights_are_not_read_before_the_step_of_the_issue()
    {
        var (core, issue) = Seat("array");
        core.Says(issue, Operation(0, 8, 8, readsWeights: true), HalfAfter(9));
        Bench.Begin();
        core.Hears(Edge(10), "WeightsRead 0");
        core.Hears(Edge(18), "OperationDone 0");
        Bench.End();
    }

    [Fact]
    public void Preload_reads_no_weights()
    {
        var (core, issue) = Seat("array");
        core.Says(issue, Operation(0, 128, 128), HalfAfter(9));
        Bench.Begin();
        core.Hears(Edge(10 + 128), "OperationDone 0");
        Bench.End();
        Assert.Empty(core.Rest());
    }

    [Fact]
    public void Unit_speaks_only_when_spoken_to()
    {
        var (core, issue) = Seat("vector");
        Bench.Begin();
        core.HearsNothingBefore(Edge(1000));
        Bench.End();
        Assert.Empty(core.Rest());
        Assert.Equal(1, issue.Target.MessagesHandled);
    }

    private (Neighbour Core, Link<OperationIssued> Issue) Seat(string kind)
    {
        var core = Bench.Neighbour("core", 0);
        var unit = Bench.Units.Add(new PipelineUnit(kind, ProtocolBench.Clock, u => Actor(kind, u)), 0);
        var issue = Bench.Units.Connect<OperationIssued>(core.Unit, unit, 1);
        var answer = Bench.Units.Connect<OperationReport>(unit, core.Unit, ProtocolBench.Clock.PeriodTicks - 1);
        Bench.Units.Reactive(issue, answer);
        unit.Wire(answer);
        return (core, issue);
    }

    private static UnitActor Actor(string kind, PipelineUnit unit) => kind switch
    {
        "array" => new SystolicArrayActor(unit),
        "vector" => new VectorUnitActor(unit),
        _ => new CrossLaneUnitActor(unit),
    };

    private static OperationIssued Operation(int instruction, long cycles, long overlap, bool readsWeights = false) => new()
    {
        Handle = new InstructionHandle(0, instruction),
        Cycles = cycles,
        OverlapCycles = overlap,
        ReadsWeights = readsWeights,
    };
}

public sealed class ComputeUnitProtocolSequential() : ComputeUnitProtocol(Synchronizers.Sequential);

public sealed class ComputeUnitProtocolInRounds() : ComputeUnitProtocol(Synchronizers.Rounds);
