using ActorSim.Actors.Machine;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>Worked cases of docs/timing.md: transfers, barriers and scratchpad.</summary>
public class MemoryLawTests
{
    [Fact]
    public void One_request_takes_its_latency_and_twentyfour_cycles()
    {
        var t = new MicroTrace();
        var b = t.Buffer(32);
        t.Item().Load(b, 1, slot: 0).Barrier(0, b);
        var events = OracleRun.Of(t.ToBytes(), new OracleMachine()).Events;

        Assert.Equal(2, events.Issued(0));
        Assert.Equal(3, events.CycleOf("ASYNC_DMA_ISSUE", 0));
        Assert.Equal(126, events.CycleOf("DRAM_RESP_FIRST", 0));
        Assert.Equal(126, events.CycleOf("DRAM_RESP_DONE", 0));
        Assert.Equal(127, events.Finished(1));
    }

    [Fact]
    public void Memory_at_half_the_clock_takes_twice_its_latency()
    {
        var t = new MicroTrace();
        t.Item().Load(t.Buffer(32), 1);
        var events = OracleRun.Of(t.ToBytes(), new OracleMachine { DramHz = OracleMachine.Hz / 2 }).Events;

        // Taken at the ingress in cycle 12, through the entry stage in 13; the memory's next edge is 7, at core cycle 14.
        Assert.Equal(14 + 200 + 12, events.Finished(0));
    }

    [Fact]
    public void Several_barriers_on_one_load_are_one_and_wake_the_readers_of_all_their_buffers()
    {
        var t = new MicroTrace();
        var (a, b) = (t.Buffer(64), t.Buffer(64));
        t.Item().Load(a, 2, slot: 0).Barrier(0, a).Barrier(0, b).Vector(5, [a], []).Vector(5, [b], []);
        var events = OracleRun.Of(t.ToBytes(), new OracleMachine()).Events;

        var woken = events.Finished(1);
        Assert.Equal(events.CycleOf("DRAM_RESP_DONE", 0) + 1, woken);
        Assert.Equal([woken, woken + 1], [events.Issued(2), events.Issued(3)]);
        Assert.Equal(4, events.Events.Count(e => e.Name == "INST_ISSUED"));
    }

    [Fact]
    public void Barrier_waits_for_the_most_recent_load_of_its_tag()
    {
        var t = new MicroTrace();
        var (a, b) = (t.Buffer(32), t.Buffer(32 * 400));
        t.Item().Load(a, 1, slot: 3).Load(b, 400, slot: 3).Barrier(3, a, b);
        var events = OracleRun.Of(t.ToBytes(), new OracleMachine()).Events;

        Assert.Equal(events.CycleOf("DRAM_RESP_DONE", 1) + 1, events.Finished(2));
        Assert.True(events.CycleOf("DRAM_RESP_DONE", 0) + 10 < events.Finished(2));
    }

    [Fact]
    public void Loads_go_before_stores_that_were_issued_earlier()
    {
        var t = new MicroTrace();
        var (a, b, c) = (t.Buffer(32 * 64), t.Buffer(32 * 64), t.Buffer(32 * 64));
        t.Item().Load(a, 64, slot: 0).Store(b, 64).Load(c, 64, slot: 1);
        var events = OracleRun.Of(t.ToBytes(), new OracleMachine()).Events;

        Assert.Equal([2L, 3L, 4L], [events.Issued(0), events.Issued(1), events.Issued(2)]);
        Assert.Equal(6, events.CycleOf("ASYNC_DMA_ISSUE", 0));
        Assert.Equal(10, events.CycleOf("ASYNC_DMA_ISSUE", 2));
        Assert.Equal(14, events.Finished(1));
    }

    [Fact]
    public void Load_waits_at_capacity_until_the_last_reader_of_a_version_issues()
    {
        var t = new MicroTrace();
        var tiles = Enumerable.Range(0, 3).Select(_ => t.Buffer(512)).ToArray();
        t.Item();
        for (var i = 0; i < tiles.Length; i++)
        {
            t.Load(tiles[i], 16, slot: i).Barrier(i, tiles[i]).Vector(5, [tiles[i]], []).Vector(5, [tiles[i]], []);
        }

        var run = OracleRun.Of(t.ToBytes(), new OracleMachine { SpadKb = 1 });
        Assert.Equal([2L, 3L], [run.Events.Issued(0), run.Events.Issued(4)]);
        Assert.Equal(run.Events.Issued(3) + 1, run.Events.Issued(8));
        Assert.Equal(1024, run.Machine.Cores[0].Core.Stats.SpadHighWaterBytes);
    }

    [Fact]
    public void Version_that_nobody_reads_takes_no_space()
    {
        var t = new MicroTrace();
        t.Item().Load(t.Buffer(1 << 20), 4, slot: 0);
        Assert.Equal(0, OracleRun.Of(t.ToBytes(), new OracleMachine { SpadKb = 1 }).Machine.Cores[0].Core.Stats.SpadHighWaterBytes);
    }

    [Fact]
    public void Scratchpad_below_one_pair_of_tiles_is_frozen_and_named()
    {
        var t = new MicroTrace();
        var (a, b) = (t.Buffer(608), t.Buffer(608));
        t.Item().Load(a, 19, slot: 0).Load(b, 19, slot: 1).Barrier(0, a).Barrier(1, b).Vector(5, [a, b], []);
        var e = Assert.Throws<FrozenException>(() => OracleRun.Of(t.ToBytes(), new OracleMachine { SpadKb = 1 }));

        Assert.Contains("core-0", e.Message, StringComparison.Ordinal);
        Assert.Contains("needs 608 bytes, free 416 of 1024", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stores_of_a_work_item_are_acknowledged_while_the_next_one_runs()
    {
        var t = new MicroTrace();
        var b = t.Buffer(32 * 64);
        for (var i = 0; i < 2; i++)
        {
            t.Item(spadBytes: 15 << 20).Vector(10, [], [b]).Store(b, 64);
        }

        var run = OracleRun.Of(t.ToBytes(), new OracleMachine());
        var next = run.Events.WorkItems.Single(w => w is { Ordinal: 1, Retired: false }).Cycle;
        Assert.True(run.Events.Finished(1) < next);
        Assert.True(next < run.Events.CycleOf("DRAM_RESP_FIRST", 1));
        Assert.True(run.Events.CycleOf("DRAM_RESP_FIRST", 1, ordinal: 1) < run.Cycles);
    }
}
