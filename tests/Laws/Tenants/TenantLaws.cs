using ActorSim.Actors.Protocol;
using ActorSim.Actors.Scheduler.Arrivals;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Laws.Tenants;

/// <summary>How requests are served.</summary>
public class TenantLaws
{
    private static readonly byte[] Work = TenantRun.Compute(3, 200);

    [Fact]
    public void One_closed_client_runs_back_to_back()
    {
        var machine = new OracleMachine { Cores = 2 };
        var alone = OracleRun.Of(Work, machine);
        var run = TenantRun.Of(machine, [Sender("a", 5, new ClosedArrivals(1, 0))]);
        var stats = run.Tenants[0].Stats;
        Assert.Equal((5, 5L, 0L, 0L), (stats.Answered, stats.Batches, stats.Queueing.Max, stats.FirstArrivalCycle));
        Assert.Equal(stats.Service.Max, stats.Service.Percentile(1));
        Assert.Equal(5 * stats.Service.Max, stats.LastFinishCycle);
        Assert.InRange(alone.Cycles, stats.Service.Max - 1, stats.Service.Max + 1);
    }

    [Fact]
    public void Batches_run_as_traces_that_arrive_when_the_batches_start()
    {
        var machine = new OracleMachine { Cores = 2 };
        var loads = new MicroTrace();
        for (var i = 0; i < 4; i++)
        {
            var buffer = loads.Buffer(2048);
            loads.Item(2048).Load(buffer, 64).Vector(30, [buffer], [buffer]).Store(buffer, 64);
        }

        var trace = loads.ToBytes();
        var run = TenantRun.Of(machine, [Sender("a", 3, new PeriodicArrivals(Interval.OfCycles(2500), 1, 100), trace)]);
        var traces = OracleRun.Of([(trace, 100, null), (trace, 2600, null), (trace, 5100, null)], machine, new EventRecorder());
        Assert.Equal((traces.Result.Cycles, traces.Result.Digest), (run.Result.Cycles, run.Result.Digest));
        Assert.Equal(0, run.Tenants[0].Stats.Queueing.Max);
    }

    [Theory]
    [InlineData(1, 20, 20, 1)]
    [InlineData(8, 20, 3, 8)]
    [InlineData(20, 20, 1, 20)]
    [InlineData(64, 20, 1, 20)]
    public void A_burst_is_served_in_batches_up_to_the_limit(int limit, int requests, int batches, int largest)
    {
        var spec = new TenantSpec("a", "burst", requests, MostPerBatch: limit);
        var stats = TenantRun.Of(new OracleMachine(), [TenantRun.Sender(spec, new PeriodicArrivals(Interval.Zero, 1, 50), Work)]).Tenants[0].Stats;
        Assert.Equal((requests, batches, largest), (stats.Answered, stats.Batches, stats.LargestBatch));
    }

    [Fact]
    public void Batches_grow_with_the_load_and_never_beyond_the_limit()
    {
        double MeanBatch(decimal meanCycles)
        {
            var spec = new TenantSpec("a", "poisson", 200, MostPerBatch: 4);
            var arrivals = new PoissonArrivals(Interval.OfCycles(meanCycles), 1, 0);
            var stats = TenantRun.Of(new OracleMachine(), [TenantRun.Sender(spec, arrivals, Work)]).Tenants[0].Stats;
            Assert.Equal(200, stats.Answered);
            Assert.InRange(stats.LargestBatch, 1, 4);
            return (double)stats.Answered / stats.Batches;
        }

        var (idle, busy, overloaded) = (MeanBatch(20_000), MeanBatch(600), MeanBatch(50));
        Assert.InRange(idle, 1, 1.1);
        Assert.InRange(busy, idle + 0.2, overloaded - 0.2);
        Assert.InRange(overloaded, 3.8, 4);
    }

    [Theory]
    [InlineData(1000, 300, 0, 4)]
    [InlineData(300, 300, 0, 4)]
    [InlineData(250, 250, 50, 3)]
    [InlineData(0, 0, 0, 1)]
    public void A_batch_starts_when_it_is_full_or_its_oldest_request_has_waited_enough(long wait, long oldest, long youngest, int size)
    {
        var spec = new TenantSpec("a", "every", 4, MostPerBatch: 4, WaitCycles: wait);
        var run = TenantRun.Of(new OracleMachine(), [TenantRun.Sender(spec, new PeriodicArrivals(Interval.OfCycles(100), 1, 0), Work)]);
        var first = run.Events.WorkItems.Where(w => !w.Retired).Min(w => w.Cycle);
        var immediately = OracleRun.Of(Work, new OracleMachine()).Events.WorkItems.Where(w => !w.Retired).Min(w => w.Cycle);
        Assert.Equal(oldest, first - immediately);
        Assert.True(size == 4 ? run.Tenants[0].Stats.Queueing.Percentile(1) == youngest : run.Tenants[0].Stats.LargestBatch >= size);
    }

    [Fact]
    public void Latency_is_queueing_and_service()
    {
        var spec = new TenantSpec("a", "poisson", 300, MostPerBatch: 3, WaitCycles: 400);
        var run = TenantRun.Of(new OracleMachine(), [TenantRun.Sender(spec, new PoissonArrivals(Interval.OfCycles(700), 9, 0), Work)]);
        var stats = run.Tenants[0].Stats;
        Assert.Equal(stats.Latency.Mean, stats.Queueing.Mean + stats.Service.Mean, 1e-6);
        Assert.InRange(stats.ServiceCycles, 1, stats.LastFinishCycle - stats.FirstArrivalCycle);
        Assert.True(stats.Latency.Max <= stats.Queueing.Max + stats.Service.Max);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    public void Mean_queueing_of_poisson_requests_is_that_of_queueing_theory(double load)
    {
        var service = TenantRun.Of(new OracleMachine(), [Sender("a", 1, new ClosedArrivals(1, 0))]).Tenants[0].Stats.Service.Mean;
        var mean = Interval.OfCycles((decimal)(service / load));
        var stats = TenantRun.Of(new OracleMachine(), [Sender("a", 6000, new PoissonArrivals(mean, 1, 0))]).Tenants[0].Stats;
        Assert.Equal(service, stats.Service.Mean);

        // Pollaczek and Khinchine, for service of constant length.
        Assert.Equal(load / (2 * (1 - load)), stats.Queueing.Mean / service, 0.1 * load / (2 * (1 - load)));
    }

    [Fact]
    public void Percentiles_are_nearest_ranks()
    {
        var random = new Random(1);
        var hundred = Enumerable.Range(1, 100).Select(v => (long)v * 10).ToArray();
        random.Shuffle(hundred);
        Assert.Equal((500, 900, 990, 1000, 505.0), Of(hundred));
        Assert.Equal((7, 7, 7, 7, 7.0), Of(7));
        Assert.Equal((2, 3, 3, 3, 2.0), Of(3, 1, 2));
        Assert.Equal((0, 0, 0, 0, 0.0), Of());
    }

    [Fact]
    public void Tenants_in_partitions_of_their_own_do_not_see_each_other()
    {
        Tenant A() => Sender("a", 40, new PoissonArrivals(Interval.OfCycles(900), 1, 0));
        var b = TenantRun.Sender(new TenantSpec("b", "closed", 60, 1, 2), new ClosedArrivals(3, 500), TenantRun.Compute(2, 70));
        var alone = TenantRun.Of(TenantRun.Partitions(2), [A()]);
        var together = TenantRun.Of(TenantRun.Partitions(2), [A(), b]);
        Assert.Equal(alone.Events.Events.Select(e => (e.Cycle, e.Name)), together.Events.Events.Where(e => e.Core == 0).Select(e => (e.Cycle, e.Name)));
        Assert.Equal(60, b.Stats.Answered);
        Assert.Equal(Numbers(alone.Tenants[0]), Numbers(together.Tenants[0]));
    }

    [Fact]
    public void Tenants_of_one_partition_take_turns_by_age()
    {
        var a = Sender("a", 10, new PeriodicArrivals(Interval.OfCycles(100), 1, 0));
        var b = Sender("b", 10, new PeriodicArrivals(Interval.OfCycles(100), 1, 50));
        var run = TenantRun.Of(new OracleMachine(), [a, b]);
        Assert.Equal(run.Result.Cycles, a.Stats.ServiceCycles + b.Stats.ServiceCycles, 1.0);

        // Both queue more and more; neither overtakes the other.
        Assert.Equal(a.Stats.Service.Max - 50, b.Stats.Queueing.Percentile(1));
        Assert.InRange(Math.Abs(a.Stats.Latency.Mean + a.Stats.Service.Mean - 50 - b.Stats.Latency.Mean), 0, 1);
    }

    [Fact]
    public void Traces_and_tenants_share_a_machine()
    {
        var a = Sender("a", 5, new PeriodicArrivals(Interval.OfCycles(4000), 1, 1000));
        var run = TenantRun.Of(new OracleMachine(), [a], null, (Work, 0), (Work, 3000));
        Assert.Equal(7 * 4, run.Events.WorkItems.Count(w => w.Retired));
        Assert.Equal(5, a.Stats.Answered);
    }

    [Fact]
    public void A_batch_without_work_is_answered_at_once()
    {
        var a = Sender("a", 5, new ClosedArrivals(2, 10), new MicroTrace().Kernel().ToBytes());
        var b = Sender("b", 2, new PeriodicArrivals(Interval.OfCycles(30), 1, 5));
        TenantRun.Of(new OracleMachine(), [a, b]);
        Assert.Equal((5, 0L, 2), (a.Stats.Answered, a.Stats.Service.Max, b.Stats.Answered));
    }

    [Fact]
    public void A_tenant_of_a_partition_that_is_not_there_is_refused()
    {
        var a = TenantRun.Sender(new TenantSpec("a", "closed", 1, Partition: 2), new ClosedArrivals(1, 0), Work);
        var refusal = Assert.Throws<InvalidSystemException>(() => TenantRun.Of(TenantRun.Partitions(2), [a]));
        Assert.Contains("no partition 2", refusal.Message, StringComparison.Ordinal);
    }

    private static Tenant Sender(string name, int requests, IArrivalProcess arrivals, byte[]? work = null) =>
        TenantRun.Sender(new TenantSpec(name, "test", requests), arrivals, work ?? Work);

    private static (long, long, double, double) Numbers(Tenant tenant) =>
        (tenant.Stats.Latency.Max, tenant.Stats.LastFinishCycle, tenant.Stats.Queueing.Mean, tenant.Stats.Service.Mean);

    private static (long P50, long P90, long P99, long Max, double Mean) Of(params long[] values)
    {
        var cycles = new CycleDistribution();
        foreach (var value in values)
        {
            cycles.Add(value);
        }

        return (cycles.Percentile(50), cycles.Percentile(90), cycles.Percentile(99), cycles.Max, cycles.Mean);
    }
}
