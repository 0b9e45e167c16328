using ActorSim.Actors.Core;
using ActorSim.Kernel;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>
/// A systolic array alone, hosted as an actor between a probe's messages: with cost c and overlap o, an operation issued at t ends at
/// t + c on an empty unit, else at f + c - min(f - t, o), f being the end of the operation before.
/// </summary>
public class ComputeUnitProbeTests : TestKit
{
    private const long Cost = 384;
    private const long Overlap = 256;
    private static readonly Clock Clock = new Timebase(940_000_000).Clock("core", 940_000_000);
    private static readonly OperationCost Matmul = new(Cost, Overlap, ReadsWeights: true);
    private static readonly OperationCost Preload = new(128, 128, ReadsWeights: false);

    [Fact]
    public void Operation_on_an_empty_unit_takes_its_cost() => Assert.Equal([10 + Cost], Finishes((10, Matmul)));

    [Fact]
    public void Operations_back_to_back_follow_at_cost_minus_overlap() =>
        Assert.Equal([394, 394 + 128, 394 + 256], Finishes((10, Matmul), (11, Matmul), (12, Matmul)));

    [Theory]
    [InlineData(257, 394 + 128)]
    [InlineData(256, 394 + 128)]
    [InlineData(255, 394 + 129)]
    [InlineData(1, 394 + 383)]
    [InlineData(0, 394 + 384)]
    [InlineData(-40, 394 + 40 + 384)]
    public void Overlap_is_what_is_left_of_the_operation_before_and_no_more_than_its_own(long left, long finish) =>
        Assert.Equal([394, finish], Finishes((10, Matmul), (394 - left, Matmul)));

    [Fact]
    public void Overlap_is_that_of_the_operation_that_follows() =>
        Assert.Equal([394, 394, 394 + 128], Finishes((10, Matmul), (11, Preload), (12, Matmul)));

    [Theory]
    [InlineData(Cost, Overlap, 10 + Cost - Overlap - 1)]
    [InlineData(Cost, 0L, 10 + Cost - 1)]
    [InlineData(Cost, Cost, 10L)]
    public void Weights_are_free_overlap_cycles_before_the_end_applied_one_step_earlier(long cost, long overlap, long applied)
    {
        var seen = Run(out _, (10, new OperationCost(cost, overlap, ReadsWeights: true)));
        Assert.Equal(applied, seen.Single(s => s.Kind == CoreMessages.WeightsRead).Cycle);
    }

    [Fact]
    public void Preload_frees_no_weights() =>
        Assert.DoesNotContain(Run(out _, (10, Preload)), s => s.Kind == CoreMessages.WeightsRead);

    [Fact]
    public void Busy_and_bubble_cycles_are_the_time_that_the_unit_was_not_idle()
    {
        Run(out var stats, (10, Matmul), (11, Matmul), (600, Matmul));

        // Nothing hides the fill of the first and of the third; the end is at 984, and it idles before 10 and from 522 to 600.
        Assert.Equal((3L, 3 * 128L, 2 * 256L), (stats.Operations, stats.BusyCycles, stats.BubbleCycles));
        Assert.Equal(984 - 10 - (600 - 522), stats.BusyCycles + stats.BubbleCycles);
    }

    private long[] Finishes(params (long Issue, OperationCost Cost)[] operations) =>
        Run(out _, operations).Where(s => s.Kind == CoreMessages.OperationDone).OrderBy(s => s.Data).Select(s => s.Cycle).ToArray();

    // The unit is asked half a cycle after the scan of the step before its label, as a core asks it.
    private Probe.Seen[] Run(out ComputeUnitStats stats, params (long Issue, OperationCost Cost)[] operations)
    {
        var builder = new TopologyBuilder();
        var core = builder.Add(new Probe("core", Clock, TestActor), 0);
        var unit = builder.Add(new ComputeUnitProcess("array", Clock), 0);
        var issue = builder.Connect(core, unit, 1);
        var answer = builder.Connect(unit, core, Clock.PeriodTicks - 1);
        builder.Reactive(issue, answer);
        unit.Wire(answer);
        var source = new Costs(operations.Select(o => o.Cost).ToArray());
        for (var i = 0; i < operations.Length; i++)
        {
            var (step, index) = (Clock.At(operations[i].Issue - 1), i);
            core.Plan(step, () => issue.Send(step + 1, 0, ComputeUnitMessages.Issue, index, source));
        }

        new NullMessageSynchronizer(new ActorHosting(Sys)).Run(builder.Build());
        stats = unit.Stats;
        var expected = operations.Length + operations.Count(o => o.Cost.ReadsWeights);
        return Enumerable.Range(0, expected).Select(_ => ExpectMsg<Probe.Seen>()).ToArray();
    }

    private sealed class Costs(OperationCost[] costs) : IOperationSource
    {
        public OperationCost CostOf(int instruction) => costs[instruction];
    }
}
