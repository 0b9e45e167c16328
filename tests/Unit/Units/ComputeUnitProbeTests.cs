using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;
using ActorSim.Kernel;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>
/// A systolic array alone, hosted as an actor between a probe's messages: with cost c and overlap o, an operation issued at t ends at
/// t + c on an empty unit, else at f + c - min(f - t, o), f being the end of the operation before.
/// </summary>
public class ComputeUnitProbeTests() : TestKit(SimulationSystem.Configuration())
{
    private const long Cost = 384;
    private const long Overlap = 256;
    private static readonly Clock Clock = new Timebase(940_000_000).Clock("core", 940_000_000);
    private static readonly Operation Matmul = new(Cost, Overlap, ReadsWeights: true);
    private static readonly Operation Preload = new(128, 128, ReadsWeights: false);

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
        var seen = Run(out _, (10, new Operation(cost, overlap, ReadsWeights: true)));
        Assert.Equal(applied, seen.Single(s => s.Report == nameof(WeightsRead)).Cycle);
    }

    [Fact]
    public void Preload_frees_no_weights() =>
        Assert.DoesNotContain(Run(out _, (10, Preload)), s => s.Report == nameof(WeightsRead));

    [Fact]
    public void Busy_and_bubble_cycles_are_the_time_that_the_unit_was_not_idle()
    {
        Run(out var stats, (10, Matmul), (11, Matmul), (600, Matmul));

        // Nothing hides the fill of the first and of the third; the end is at 984, and it idles before 10 and from 522 to 600.
        Assert.Equal((3L, 3 * 128L, 2 * 256L), (stats.Operations, stats.BusyCycles, stats.BubbleCycles));
        Assert.Equal(984 - 10 - (600 - 522), stats.BusyCycles + stats.BubbleCycles);
    }

    private long[] Finishes(params (long Issue, Operation Cost)[] operations) =>
        Run(out _, operations).Where(s => s.Report == nameof(OperationDone)).OrderBy(s => s.Instruction).Select(s => s.Cycle).ToArray();

    // The unit is asked half a cycle after the scan of the step before its label, as a core asks it.
    private Seen[] Run(out ComputeUnitStats stats, params (long Issue, Operation Operation)[] operations)
    {
        var builder = new TopologyBuilder();
        var core = builder.Add(new ProbeUnit("core", Clock, TestActor) { Describe = Describe }, 0);
        var unit = builder.Add(new PipelineUnit("array", Clock, u => new SystolicArrayActor(u)), 0);
        var issue = builder.Connect<OperationIssued>(core, unit, 1);
        var answer = builder.Connect<OperationReport>(unit, core, Clock.PeriodTicks - 1);
        builder.Reactive(issue, answer);
        unit.Wire(answer);
        for (var i = 0; i < operations.Length; i++)
        {
            var (step, index) = (Clock.At(operations[i].Issue - 1), i);
            core.Plan(step, () => issue.Send(operations[index].Operation.Issued(index), step + 1, 0));
        }

        Synchronizers.Create(Synchronizers.Sequential, new SimulationOptions { System = Sys }).Run(builder.Build());
        stats = unit.Stats;
        var expected = operations.Length + operations.Count(o => o.Operation.ReadsWeights);
        return Enumerable.Range(0, expected).Select(_ => ExpectMsg<ProbeUnit.Seen>())
            .Select(s => (Seen)s.What with { Cycle = s.Cycle }).ToArray();
    }

    private static object Describe(TimedMessage message) =>
        new Seen(0, message.GetType().Name, ((OperationReport)message).Handle.Instruction);

    private sealed record Seen(long Cycle, string Report, int Instruction);

    private sealed record Operation(long Cycles, long Overlap, bool ReadsWeights)
    {
        public OperationIssued Issued(int instruction) => new()
        {
            Handle = new InstructionHandle(0, instruction), Cycles = Cycles, OverlapCycles = Overlap, ReadsWeights = ReadsWeights,
        };
    }
}
