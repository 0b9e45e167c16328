using ActorSim.Actors.Scheduler;
using ActorSim.Tests.Laws;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Contract;

/// <summary>What every dispatch policy must keep to.</summary>
public class DispatchContractTests
{
    private const int Cores = 5;
    private static readonly int[][] Partitions = [[0, 3], [1, 2, 4]];

    public static TheoryData<string, int> Policies()
    {
        var policies = new TheoryData<string, int>();
        foreach (var name in DispatchCatalog.Names)
        {
            policies.Add(name, 1);
            policies.Add(name, 3);
        }

        return policies;
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Chosen_core_is_one_of_the_partition_or_nobody(string policy, int blockSize)
    {
        var random = new Random(7);
        for (var cores = 1; cores <= 9; cores++)
        {
            var dispatch = DispatchCatalog.Create(new SchedulerSpec(policy, blockSize, []));
            var load = new long[cores];
            for (var sequence = 0L; sequence < 200; sequence++)
            {
                var place = dispatch.Choose(load, sequence);
                Assert.InRange(place, -1, cores - 1);
                if (place >= 0)
                {
                    load[place] += random.Next(1, 1000);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_work_item_runs_and_retires_once_on_one_core(string policy, int blockSize)
    {
        var events = Run(new SchedulerSpec(policy, blockSize, []), (Items(1, 23), 0, null));
        Assert.Equal(23, Core(events, retired: false).Count);
        Assert.Equal(Core(events, retired: false), Core(events, retired: true));
        Assert.Equal(Cores, events.WorkItems.Select(w => w.Core).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Work_stays_in_its_partition_whenever_it_arrives(string policy, int blockSize)
    {
        var events = Run(new SchedulerSpec(policy, blockSize, Partitions), (Items(2, 17), 0, 0), (Items(3, 19), 333, 1));
        var core = Core(events, retired: true);
        Assert.Equal(17 + 19, core.Count);
        Assert.Equal(core, Core(events, retired: false));
        Assert.Equal(17, core.Values.Count(c => Partitions[0].Contains(c)));
        Assert.True(events.WorkItems.Where(w => Partitions[1].Contains(w.Core)).Min(w => w.Cycle) > 333);
    }

    // Throws if a work-item comes up twice.
    private static SortedDictionary<long, int> Core(EventRecorder events, bool retired)
    {
        var cores = new SortedDictionary<long, int>();
        foreach (var item in events.WorkItems.Where(w => w.Retired == retired))
        {
            cores.Add(item.Ordinal, item.Core);
        }

        return cores;
    }

    private static EventRecorder Run(SchedulerSpec scheduler, params (byte[] Trace, long Arrival, int? Partition)[] traces)
    {
        var events = new EventRecorder();
        OracleRun.Of(traces, new OracleMachine { Cores = Cores, Scheduler = scheduler }, events);
        return events;
    }

    private static byte[] Items(int seed, int count)
    {
        var random = new Random(seed);
        var trace = new MicroTrace();
        for (var i = 0; i < count; i++)
        {
            trace.Item().Vector(random.Next(20, 900), [], []);
        }

        return trace.ToBytes();
    }
}
