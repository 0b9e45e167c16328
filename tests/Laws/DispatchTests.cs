using ActorSim.Actors.Scheduler;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>Which work-item runs where, and when it may start.</summary>
public class DispatchTests
{
    [Fact]
    public void Idle_cores_get_their_first_work_items_one_per_cycle()
    {
        var events = Run(Items(4, 50), new OracleMachine { Cores = 4 });
        Assert.Equal([(2L, 0), (3L, 1), (4L, 2), (5L, 3)], Arrivals(events).Select(w => (w.Cycle, w.Core)));
    }

    [Fact]
    public void Round_robin_gives_work_item_n_to_core_n_mod_cores()
    {
        var events = Run(Items(7, 50), new OracleMachine { Cores = 3 });
        Assert.All(Arrivals(events), w => Assert.Equal(w.Ordinal % 3, w.Core));
    }

    [Fact]
    public void Blocked_gives_blocks_of_neighbours_to_the_cores_in_turn()
    {
        var machine = new OracleMachine { Cores = 2, Scheduler = new SchedulerSpec(DispatchCatalog.Blocked, 2, []) };
        Assert.Equal([0, 0, 1, 1, 0, 0], ByOrdinal(Run(Items(6, 50), machine)));
    }

    [Fact]
    public void First_free_passes_by_a_core_that_is_busy()
    {
        var machine = new OracleMachine { Cores = 2, Scheduler = new SchedulerSpec(DispatchCatalog.FirstFree, 1, []) };
        var t = new MicroTrace();
        for (var i = 0; i < 10; i++)
        {
            t.Item(spadBytes: 15 << 20).Vector(i == 0 ? 5000 : 50, [], []);
        }

        // Each core has a slot for one more; beyond that, the busy one gets nothing.
        Assert.InRange(ByOrdinal(Run(t.ToBytes(), machine)).Count(c => c == 0), 1, 3);
    }

    [Fact]
    public void Cost_aware_gives_each_work_item_to_the_core_with_the_least_so_far()
    {
        var machine = new OracleMachine { Cores = 2, Scheduler = new SchedulerSpec(DispatchCatalog.CostAware, 1, []) };
        var t = new MicroTrace();
        foreach (var cycles in new[] { 100, 30, 30, 30, 30 })
        {
            t.Item().Vector(cycles, [], []);
        }

        Assert.Equal([0, 1, 1, 1, 1], ByOrdinal(Run(t.ToBytes(), machine)));
    }

    [Fact]
    public void Kernel_starts_after_all_work_items_of_those_it_depends_on()
    {
        var t = new MicroTrace().Kernel();
        t.Item().Vector(300, [], []).Item().Vector(20, [], []);
        t.Kernel(dependsOn: [0]).Item().Vector(10, [], []);
        var events = Run(t.ToBytes(), new OracleMachine { Cores = 2 });
        var end = events.WorkItems.Where(w => w is { Retired: true, Ordinal: < 2 }).Max(w => w.Cycle);
        Assert.True(Arrivals(events).Single(w => w.Ordinal == 2).Cycle > end);
    }

    [Fact]
    public void Work_item_starts_after_those_it_depends_on()
    {
        var t = new MicroTrace();
        t.Item().Vector(300, [], []).Item().Vector(20, [], []);
        t.Item(0, dependsOn: [1]).Vector(10, [], []).Item(0, dependsOn: [0, 2]).Vector(10, [], []);
        var events = Run(t.ToBytes(), new OracleMachine { Cores = 4 });
        long Start(int n) => Arrivals(events).Single(w => w.Ordinal == n).Cycle;
        long End(int n) => events.WorkItems.Single(w => w.Retired && w.Ordinal == n).Cycle;
        Assert.InRange(Start(2), End(1) + 1, End(0));
        Assert.True(Start(3) > Math.Max(End(0), End(2)));
    }

    [Fact]
    public void Tenants_keep_to_their_cores_and_arrival_times()
    {
        var machine = new OracleMachine { Cores = 3, Scheduler = new SchedulerSpec(DispatchCatalog.RoundRobin, 1, [[0], [1, 2]]) };
        var events = new EventRecorder();
        OracleRun.Of([(Items(3, 400), 0, 0), (Items(4, 100), 500, 1)], machine, events);
        Assert.Equal(7, Arrivals(events).Count());
        Assert.Equal(3, Arrivals(events).Count(w => w.Core == 0));
        Assert.Equal(501, Arrivals(events).Where(w => w.Core > 0).Min(w => w.Cycle) - 1);
    }

    [Fact]
    public void Tenants_that_share_nothing_do_not_see_each_other()
    {
        var machine = new OracleMachine { Cores = 2, Scheduler = new SchedulerSpec(DispatchCatalog.RoundRobin, 1, [[0], [1]]) };
        var together = new EventRecorder();
        OracleRun.Of([(Items(3, 70), 0, 0), (Items(3, 70), 40, 1)], machine, together);
        var alone = new EventRecorder();
        OracleRun.Of([(Items(3, 70), 40, 1)], machine, alone);
        Assert.Equal(
            alone.Events.Select(e => (e.Cycle, e.Name)),
            together.Events.Where(e => e.Core == 1).Select(e => (e.Cycle, e.Name)));
    }

    private static byte[] Items(int count, long cycles)
    {
        var t = new MicroTrace();
        for (var i = 0; i < count; i++)
        {
            t.Item().Vector(cycles, [], []);
        }

        return t.ToBytes();
    }

    private static EventRecorder Run(byte[] trace, OracleMachine machine) => OracleRun.Of(trace, machine).Events;

    private static IEnumerable<(long Cycle, int Core, long Ordinal, bool Retired)> Arrivals(EventRecorder events) =>
        events.WorkItems.Where(w => !w.Retired);

    private static IEnumerable<int> ByOrdinal(EventRecorder events) => Arrivals(events).OrderBy(w => w.Ordinal).Select(w => w.Core);
}
