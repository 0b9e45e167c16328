using ActorSim.Actors.Scheduler;
using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Laws;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>
/// A scheduler and its cores: a pass per slot and cycle, of which a hand-out is the end; hand-outs are for edges, the scheduler's own times
/// lie half a cycle before them.
/// </summary>
public abstract class SchedulerProtocol(string sync) : ProtocolSuite(sync)
{
    private const long Half = SchedulerBench.SpadBytes / 2;

    /// <summary>Taken in cycle 0, handed out one per cycle: labels 2, 3, 4, 5 of docs/timing.md.</summary>
    [Fact]
    public void First_work_items_of_idle_cores_go_round_one_per_cycle()
    {
        using var bench = new SchedulerBench(Bench, Items(4), cores: 4);
        Bench.Begin();
        for (var c = 0; c < 4; c++)
        {
            bench.Cores[c].HearsNothingBefore(Edge(1 + c));
            bench.Cores[c].Hears(Edge(1 + c), $"WorkItemAssigned {c}");
        }

        Bench.End();
    }

    [Fact]
    public void Round_robin_gives_item_n_to_core_n_mod_cores()
    {
        using var bench = new SchedulerBench(Bench, Items(6), cores: 3);
        Bench.Begin();
        Bench.End();
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal([$"WorkItemAssigned {c}", $"WorkItemAssigned {c + 3}"], bench.Cores[c].Rest().Select(s => (string)s.What));
        }
    }

    /// <summary>A core holds two. The third comes at the edge half a cycle after the retirement of one of them is heard of.</summary>
    [Theory]
    [InlineData(50)]
    [InlineData(51)]
    public void Third_work_item_waits_for_a_retirement(long cycle)
    {
        using var bench = new SchedulerBench(Bench, Items(3), cores: 1);
        bench.Retires(0, 0, cycle);
        Bench.Begin();
        bench.Cores[0].Hears(Edge(1), "WorkItemAssigned 0");
        bench.Cores[0].Hears(Edge(1), "WorkItemAssigned 1");
        bench.Cores[0].HearsNothingBefore(Edge(cycle));
        bench.Cores[0].Hears(Edge(cycle), "WorkItemAssigned 2");
        Bench.End();
    }

    /// <summary>Half of a scratchpad is legal beside another; a byte more is not.</summary>
    [Theory]
    [InlineData(Half, 1)]
    [InlineData(Half + 1, 50)]
    public void Big_footprints_are_alone(long bytes, long second)
    {
        using var bench = new SchedulerBench(Bench, Items(2, bytes), cores: 1);
        bench.Retires(0, 0, 50);
        Bench.Begin();
        bench.Cores[0].Hears(Edge(1), "WorkItemAssigned 0");
        bench.Cores[0].HearsNothingBefore(Edge(second));
        bench.Cores[0].Hears(Edge(second), "WorkItemAssigned 1");
        Bench.End();
    }

    [Fact]
    public void Partitions_keep_to_their_cores()
    {
        var work = new MicroTrace().Kernel(partition: 0);
        work.Item().Vector(5, [], []).Item().Vector(5, [], []);
        work.Kernel(partition: 1).Item().Vector(5, [], []).Item().Vector(5, [], []);
        using var bench = new SchedulerBench(Bench, work, cores: 3, new SchedulerSpec(DispatchCatalog.RoundRobin, 1, [[2], [0, 1]]));
        Bench.Begin();
        Bench.End();
        Assert.Equal([2, 3], Ordinals(bench.Cores[0]).Concat(Ordinals(bench.Cores[1])).Order());
        Assert.Equal([0, 1], Ordinals(bench.Cores[2]).Order());
    }

    /// <summary>What depends on another is handed out after it has retired, a cycle being needed to take it.</summary>
    [Fact]
    public void Work_item_waits_for_those_it_depends_on()
    {
        var work = new MicroTrace().Item().Vector(5, [], []);
        work.Item(0, dependsOn: [0]).Vector(5, [], []);
        using var bench = new SchedulerBench(Bench, work, cores: 1);
        bench.Retires(0, 0, 50);
        Bench.Begin();
        bench.Cores[0].Hears(Edge(1), "WorkItemAssigned 0");
        bench.Cores[0].HearsNothingBefore(Edge(51));
        bench.Cores[0].Hears(Edge(51), "WorkItemAssigned 1");
        Bench.End();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(700, 701)]
    public void Work_is_taken_when_it_arrives_and_handed_out_a_cycle_later(long arrival, long handedOut)
    {
        using var bench = new SchedulerBench(Bench, Items(1), cores: 1, arrivalCycle: arrival);
        Bench.Begin();
        bench.Cores[0].HearsNothingBefore(Edge(handedOut));
        bench.Cores[0].Hears(Edge(handedOut), "WorkItemAssigned 0");
        Bench.End();
    }

    [Fact]
    public void Scheduler_acts_half_a_cycle_before_the_edge()
    {
        using var bench = new SchedulerBench(Bench, Items(2), cores: 2);
        bench.Retires(0, 0, 50);
        var scheduler = Bench.At(bench.Scheduler);
        Bench.Begin();
        scheduler.Hears(Edge(0), "SimulationBegins");
        scheduler.Hears(Edge(0), "DispatchDue");
        scheduler.Hears(HalfBefore(1), "DispatchDue");
        scheduler.Hears(HalfBefore(2), "DispatchDue");
        scheduler.Hears(HalfBefore(3), "DispatchDue");
        scheduler.HearsNothingBefore(HalfBefore(50));
        scheduler.Hears(HalfBefore(50), "WorkItemRetired 0 by 0");
        scheduler.Hears(HalfBefore(50), "DispatchDue");
        Bench.End();
    }

    [Fact]
    public void All_is_done_when_the_last_has_retired_and_not_before()
    {
        using var bench = new SchedulerBench(Bench, Items(2), cores: 1);
        bench.Retires(0, 0, 50);
        bench.Retires(0, 1, 60);
        Bench.Begin();
        Bench.Wind(HalfBefore(60));
        var before = bench.Scheduler.IsDone;
        Bench.End();
        Assert.Equal((!Bench.IsWound, true), (before, bench.Scheduler.IsDone));
    }

    private static IEnumerable<int> Ordinals(Neighbour core) => core.Rest().Select(s => int.Parse(((string)s.What).Split(' ')[1], null));

    private static MicroTrace Items(int count, long spadBytes = 0)
    {
        var work = new MicroTrace();
        for (var i = 0; i < count; i++)
        {
            work.Item(spadBytes).Vector(5, [], []);
        }

        return work;
    }
}

public sealed class SchedulerProtocolSequential() : SchedulerProtocol(Synchronizers.Sequential);

public sealed class SchedulerProtocolInRounds() : SchedulerProtocol(Synchronizers.Rounds);
