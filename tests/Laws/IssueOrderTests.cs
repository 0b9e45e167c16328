using ActorSim.Tests.Oracle;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>Worked cases of docs/timing.md: who waits for whom. The first issue scan of a run is logged in cycle 2.</summary>
public class IssueOrderTests
{
    [Fact]
    public void Matmuls_on_one_accumulator_wait_for_preload_at_issue_and_seed_at_done_but_not_for_each_other()
    {
        var t = new MicroTrace();
        var (acc, w) = (t.Buffer(64), t.Weights());
        t.Item().Vector(50, [], [acc]).Preload(w, 20).Matmul(w, acc, 40, 10).Matmul(w, acc, 40, 10).Store(acc, 2);
        var events = OracleRun.Of(t.ToBytes(), new OracleMachine()).Events;

        Assert.Equal((2, 52), (events.Issued(0), events.Finished(0)));
        Assert.Equal((3, 23), (events.Issued(1), events.Finished(1)));
        Assert.Equal((53, 93), (events.Issued(2), events.Finished(2)));
        Assert.Equal((54, 123), (events.Issued(3), events.Finished(3)));
        Assert.Equal(124, events.Issued(4));
    }

    [Fact]
    public void Matmul_follows_its_preload_in_the_next_cycle_and_a_vector_reader_waits_for_the_end()
    {
        var t = new MicroTrace();
        var (acc, w) = (t.Buffer(64), t.Weights());
        t.Item().Preload(w, 20).Matmul(w, acc, 40, 10).Vector(5, [acc], []);
        var events = OracleRun.Of(t.ToBytes(), new OracleMachine()).Events;

        Assert.Equal([2L, 3L], [events.Issued(0), events.Issued(1)]);
        Assert.Equal(events.Finished(1) + 1, events.Issued(2));
    }

    [Fact]
    public void A_gather_waits_for_its_offsets_and_a_plain_load_for_nothing()
    {
        var t = new MicroTrace();
        var (offsets, gathered, plain) = (t.Buffer(64), t.Buffer(64), t.Buffer(64));
        t.Item().Vector(50, [], [offsets]).Gather(gathered, offsets).Load(plain, 2).Vector(5, [gathered, plain], []);
        var events = OracleRun.Of(t.ToBytes(), new OracleMachine()).Events;

        Assert.Equal(3, events.Issued(2));
        Assert.Equal(events.Finished(0) + 1, events.Issued(1));
    }

    [Fact]
    public void Overlap_shortens_an_operation_only_as_far_as_the_one_before_it_is_still_running()
    {
        var t = new MicroTrace();
        t.Item();
        t.Compute(ComputeUnit.Vector, 30, 20, [], []).Compute(ComputeUnit.Vector, 30, 20, [], []);
        var run = OracleRun.Of(t.ToBytes(), new OracleMachine());

        Assert.Equal((32, 42), (run.Events.Finished(0), run.Events.Finished(1)));
        var unit = run.Machine.Cores[0].VectorUnit.Stats;
        Assert.Equal((20L, 20L), (unit.BusyCycles, unit.BubbleCycles));
    }

    [Theory]
    [InlineData(1, 33)]
    [InlineData(2, 34)]
    [InlineData(4, 36)]
    public void Preload_beyond_the_depth_waits_until_the_first_matmul_has_read_its_weights(int depth, long expected)
    {
        var t = new MicroTrace();
        var weights = Enumerable.Range(0, 5).Select(_ => t.Weights()).ToArray();
        var accumulators = Enumerable.Range(0, 5).Select(_ => t.Buffer(0)).ToArray();
        t.Item();
        Array.ForEach(weights, w => t.Preload(w, 10));
        for (var i = 0; i < weights.Length; i++)
        {
            t.Matmul(weights[i], accumulators[i], 40, 10);
        }

        var events = OracleRun.Of(t.ToBytes(), new OracleMachine { Arrays = 1, WeightDepth = depth }).Events;

        // One preload per cycle while slots last; the next in the cycle that lies the overlap before the first matmul's end.
        Assert.Equal(Enumerable.Range(2, depth).Select(c => (long)c), Enumerable.Range(0, depth).Select(i => events.Issued(i)));
        Assert.Equal(expected, events.Issued(depth));
        Assert.Equal(expected, events.Finished(weights.Length) - 10);
    }

    [Fact]
    public void Preloads_take_arrays_in_turn_and_their_matmuls_run_side_by_side()
    {
        var t = new MicroTrace();
        var weights = Enumerable.Range(0, 2).Select(_ => t.Weights()).ToArray();
        t.Item();
        Array.ForEach(weights, w => t.Preload(w, 10));
        Array.ForEach(weights, w => t.Matmul(w, t.Buffer(0), 40, 10));
        var run = OracleRun.Of(t.ToBytes(), new OracleMachine());

        Assert.Equal(run.Events.Finished(2) + 1, run.Events.Finished(3));
        Assert.All(run.Machine.Cores[0].Arrays, a => Assert.Equal(2, a.Stats.Operations));
    }

    [Fact]
    public void Computes_without_cost_complete_at_once_and_leave_the_issue_to_others()
    {
        var t = new MicroTrace();
        var b = t.Buffer(0);
        t.Item().Vector(0, [], [b]).Vector(0, [b], [b]).Vector(7, [b], []).Vector(7, [], []);
        var events = OracleRun.Of(t.ToBytes(), new OracleMachine()).Events;

        // The first frees the second, which stands behind the fourth in the order of becoming ready.
        Assert.Equal([2L, 2L, 3L, 3L], [events.Issued(0), events.Issued(3), events.Issued(1), events.Issued(2)]);
        Assert.Equal([2L, 3L], [events.Finished(0), events.Finished(1)]);
    }

    [Fact]
    public void Cross_lane_operations_have_a_unit_of_their_own()
    {
        var t = new MicroTrace();
        t.Item().Vector(30, [], []).Compute(ComputeUnit.CrossLane, 30, 0, [], []);
        var events = OracleRun.Of(t.ToBytes(), new OracleMachine()).Events;

        Assert.Equal((32, 33), (events.Finished(0), events.Finished(1)));
    }

    [Fact]
    public void Second_k_tile_is_loaded_while_the_first_computes_and_the_store_waits_for_the_last_matmul()
    {
        var t = new MicroTrace();
        var (a, acc) = (t.Buffer(512), t.Buffer(512));
        var (w0, w1) = (t.Weights(), t.Weights());
        t.Item().Vector(1, [], [acc]);
        t.Load(a, 16, slot: 0).Barrier(0, a).Preload(w0, 10).Matmul(w0, acc, 400, 0, a);
        t.Load(a, 16, slot: 1).Barrier(1, a).Preload(w1, 10).Matmul(w1, acc, 400, 0, a).Store(acc, 16);
        var events = OracleRun.Of(t.ToBytes(), new OracleMachine()).Events;

        Assert.True(events.Issued(5) < events.Issued(4), "no edge from a reader to the next load of its buffer");
        Assert.Equal(events.Finished(6), events.Issued(8));
        Assert.Equal(Math.Max(events.Finished(4), events.Finished(8)) + 1, events.Issued(9));
    }
}
