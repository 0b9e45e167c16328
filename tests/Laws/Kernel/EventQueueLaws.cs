using ActorSim.Kernel;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>Both queues give back what a sorted list would, whatever the times look like.</summary>
public class EventQueueLaws
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
        var queue = new EventQueue();
        Check(load, population, 40, (in SimEvent e) => queue.Add(in e), () => queue.Pop(), () => queue.NextTime.Ticks, () => queue.Count);
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Local_queue_equals_a_sorted_set(string load, int population)
    {
        var queue = new LocalQueue();
        Check(load, population, 1, (in SimEvent e) => queue.Add(in e), () => Take(queue), () => queue.NextTicks, () => queue.Count);
    }

    private static void Check(string load, int population, int targets, AddEvent add, Func<SimEvent> pop, Func<long> next, Func<int> count)
    {
        var random = new Random(population);
        var model = new SortedSet<(long Ticks, int Target, ulong Order)>();
        long now = 0;
        for (ulong i = 0; i < Operations; i++)
        {
            if (model.Count < population)
            {
                var e = new SimEvent
                {
                    Ticks = Time(load, now, random),
                    Order = EventKey.Pack(random.Next(3), random.Next(3), i),
                    Target = random.Next(targets),
                    Kind = (int)i,
                    Data = (long)i * 3,
                    Body = random.Next(4) == 0 ? i : null,
                };
                add(in e);
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

    private static long PopBoth(SortedSet<(long Ticks, int Target, ulong Order)> model, Func<SimEvent> pop, Func<long> next)
    {
        var expected = model.Min;
        model.Remove(expected);
        Assert.Equal(expected.Ticks, next());
        var e = pop();
        Assert.Equal(expected, (e.Ticks, e.Target, e.Order));
        Assert.Equal(e.Kind * 3L, e.Data);
        Assert.True(e.Body == null || (ulong)e.Body == (ulong)e.Kind, "the body belongs to another event");
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

    private static SimEvent Take(LocalQueue queue)
    {
        queue.Take(out var e);
        return e;
    }

    private delegate void AddEvent(in SimEvent e);
}
