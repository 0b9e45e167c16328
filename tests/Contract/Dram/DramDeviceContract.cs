using ActorSim.Dram.Devices;
using ActorSim.Tests.Laws.Dram;
using Xunit;

namespace ActorSim.Tests.Contract;

/// <summary>What every memory model must keep to, under every load, however its time is cut into horizons.</summary>
public abstract class DramDeviceContract
{
    private const int Requests = 1500;
    private const long LongAfter = 1 << 20;

    public static TheoryData<string> Loads() => new(DramLoads.Names);

    protected abstract IDramDevice Create();

    [Theory]
    [MemberData(nameof(Loads))]
    public void Every_request_is_answered_once_in_order_of_cycles_one_per_cycle(string load)
    {
        var arrivals = Arrivals(load);
        var answers = Run(Create(), arrivals, new Random(1), 400);
        Assert.Equal(arrivals.Select(a => a.Tag), answers.Select(a => a.Tag).Order());
        Assert.All(answers.Zip(answers.Skip(1)), pair => Assert.True(pair.First.Cycle < pair.Second.Cycle));
        Assert.All(answers, a => Assert.True(a.Cycle > arrivals[a.Tag].Cycle));
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Cut_of_time_into_horizons_changes_nothing(string load)
    {
        var arrivals = Arrivals(load);
        var (whole, wholeCounters) = RunAndClose(arrivals, new Random(1), int.MaxValue - 1);
        foreach (var longest in new[] { 1, 3, 40, 5000 })
        {
            var (cut, counters) = RunAndClose(arrivals, new Random(longest), longest);
            Assert.Equal(whole, cut);
            Assert.Equal(wholeCounters, counters);
        }
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Nothing_happens_before_the_next_cycle_it_names(string load)
    {
        var device = Create();
        var looked = 0;
        Run(device, Arrivals(load), new Random(2), 60, (horizon, nextArrival) =>
        {
            var next = device.NextCycle;
            Assert.True(next >= horizon);
            var before = Commands(device.Stats);
            CompletionBuffer none = default;
            device.Advance(Math.Min(next, nextArrival), ref none);
            looked++;
            Assert.Equal(0, none.Count);
            Assert.Equal(before, Commands(device.Stats));
        });
        Assert.True(looked > 10);
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void No_answer_comes_before_the_earliest_completion_it_promised(string load)
    {
        var device = Create();
        var promises = new List<(int Answers, long Bound)>();
        var answers = new List<(long Cycle, int Tag)>();
        Run(device, Arrivals(load), new Random(3), 60, (horizon, nextArrival) =>
        {
            promises.Add((answers.Count, device.EarliestCompletion(nextArrival)));
            promises.Add((answers.Count, device.EarliestCompletion(horizon)));
        }, answers);
        Assert.All(promises, p => Assert.All(answers.Skip(p.Answers).Take(1), a => Assert.True(a.Cycle >= p.Bound)));
    }

    [Fact]
    public void Lower_horizon_than_before_does_nothing()
    {
        var device = Create();
        device.Enqueue(5, 64, 1, false);
        CompletionBuffer answers = default;
        device.Advance(LongAfter, ref answers);
        answers.Clear();
        device.Advance(6, ref answers);
        Assert.Equal((0, long.MaxValue), (answers.Count, device.NextCycle));
    }

    // One request per cycle enters, as the entry stage before a channel sees to.
    private static List<Arrival> Arrivals(string load)
    {
        long last = -1;
        return DramLoads.Make(load, load.Length, Requests).Select(a => a with { Cycle = last = Math.Max(a.Cycle, last + 1) }).ToList();
    }

    private (List<(long Cycle, int Tag)> Answers, string Counters) RunAndClose(List<Arrival> arrivals, Random random, int longest)
    {
        var device = Create();
        var answers = Run(device, arrivals, random, longest);
        device.Close(answers[^1].Cycle + 1);
        return (answers, Counters(device));
    }

    // Horizon after horizon: what arrives before it is enqueued, then time goes there. At last everything that is left comes out.
    private static List<(long Cycle, int Tag)> Run(
        IDramDevice device, List<Arrival> arrivals, Random random, int longest, Action<long, long>? look = null, List<(long Cycle, int Tag)>? into = null)
    {
        var answers = into ?? [];
        CompletionBuffer buffer = default;
        long horizon = 0;
        for (var next = 0; next < arrivals.Count || answers.Count < arrivals.Count;)
        {
            horizon += longest > arrivals[^1].Cycle + LongAfter ? longest : random.Next(1, longest + 1);
            for (; next < arrivals.Count && arrivals[next].Cycle < horizon; next++)
            {
                device.Enqueue(arrivals[next].Cycle, arrivals[next].Address, arrivals[next].Tag, arrivals[next].IsWrite);
            }

            device.Advance(horizon, ref buffer);
            for (var i = 0; i < buffer.Count; i++)
            {
                answers.Add((buffer.Cycles[i], buffer.Tags[i]));
            }

            buffer.Clear();
            var following = next < arrivals.Count ? arrivals[next].Cycle : horizon + 50;
            look?.Invoke(horizon, following);
            Assert.True(horizon < arrivals[^1].Cycle + (long)int.MaxValue, "the device does not answer");
        }

        return answers;
    }

    // Occupancy is an integral over time, and a channel at rest is refreshed: these go on where nothing happens.
    /// <summary>The row policy closes rows in idle time, for which nobody is woken.</summary>
    protected virtual bool ClosesIdleRows => false;

    private (long Reads, long Writes, long Activates, long Precharges) Commands(DramChannelStats stats) =>
        (stats.Reads, stats.Writes, stats.Activates, ClosesIdleRows ? 0 : stats.Precharges);

    private static string Counters(IDramDevice device) =>
        string.Join(' ', typeof(DramChannelStats).GetProperties().Select(p => $"{p.Name}={p.GetValue(device.Stats)}"));
}
