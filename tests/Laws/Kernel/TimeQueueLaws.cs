using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>Both queues give back what a sorted list would, whatever the times look like.</summary>
public class TimeQueueLaws
{
    private const int Operations = 20_000;

    public static TheoryData<string, int> Loads { get; } = new()
    {
        { "uniform", 16 }, { "uniform", 3000 }, { "bimodal", 300 }, { "huge gaps", 200 }, { "all equal", 2000 }, { "near", 1000 },
        { "growing", 5000 }, { "extremes", 50 },
    };

    [Theory]
    [MemberData(nameof(Loads))]
    public void Wheel_equals_a_sorted_set(string load, int population)
    {
        var queue = new TimeQueue();
        Check(load, population, 40, queue.Add, queue.Take, () => queue.NextTime.Ticks, () => queue.Count);
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Group_queue_equals_a_sorted_set(string load, int population)
    {
        var queue = new GroupQueue(null);
        Check(load, population, 40, queue.Add, queue.Take, () => queue.NextTicks, () => queue.Count);
    }

    private static void Check(string load, int population, int targets, Action<TimedMessage> add, Func<TimedMessage> pop, Func<long> next, Func<int> count)
    {
        var random = new Random(population);
        var model = new SortedSet<(long Ticks, int Target, ulong Order)>();
        long now = 0;
        for (ulong i = 0; i < Operations; i++)
        {
            if (model.Count < population)
            {
                var e = new Numbered(i);
                e.Stamp(Time(load, now, random), EventKey.Pack(random.Next(3), random.Next(3), i), 0, random.Next(targets));
                add(e);
                model.Add((e.Ticks, e.Target, e.Order));
            }

            // Every now and then the level falls to a random one, so that the queue is also seen nearly empty.
            for (var pops = model.Count >= population ? random.Next(1, random.Next(5) == 0 ? population + 1 : 3) : 0; pops > 0; pops--)
            {
                now = PopBoth(model, pop, next);
            }

            Assert.Equal(model.Count, count());
        }

        while (model.Count > 0)
        {
            PopBoth(model, pop, next);
        }

        Assert.Equal(long.MaxValue, next());
    }

    private static long PopBoth(SortedSet<(long Ticks, int Target, ulong Order)> model, Func<TimedMessage> pop, Func<long> next)
    {
        var expected = model.Min;
        model.Remove(expected);
        Assert.Equal(expected.Ticks, next());
        var e = pop();
        Assert.Equal(expected, (e.Ticks, e.Target, e.Order));
        Assert.Equal(((Numbered)e).Number & ((1UL << 34) - 1), e.Order & ((1UL << 34) - 1));
        return e.Ticks;
    }

    private static long Time(string load, long now, Random random) => load switch
    {
        "uniform" => now + random.Next(500),
        "bimodal" => now + random.Next(10) + (random.Next(2) * 1_000_000L),
        "huge gaps" => now + random.NextInt64(1L << random.Next(1, 45)),
        "all equal" => Math.Max(now, 77),
        "near" => now + random.Next(2),
        "growing" => now + random.Next(1 << random.Next(20)),
        _ => random.Next(2) == 0 ? now : long.MaxValue - 1 - random.Next(3) < now ? now : long.MaxValue - 1 - random.Next(3),
    };

    private sealed class Numbered(ulong number) : TimedMessage
    {
        public ulong Number => number;
    }
}
