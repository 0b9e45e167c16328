using ActorSim.Actors.Dram;
using Xunit;

namespace ActorSim.Tests.Laws.Dram;

public class HbmChannelLaws
{
    private static readonly HbmControllerSpec Small = new() { ReadBufferEntries = 7, WriteBufferEntries = 9, OffersPerCycle = 2 };

    public static TheoryData<string, int> Loads()
    {
        var data = new TheoryData<string, int>();
        foreach (var name in DramLoads.Names)
            for (var seed = 1; seed <= 4; seed++) data.Add(name, seed);
        return data;
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Commands_and_completions_equal_the_cycle_stepped_model(string load, int seed)
    {
        var standard = seed % 2 == 0 ? Hbm2.Togsim : Hbm2.Togsim with { Refi = 700, Rfc = 120 };
        var spec = seed == 3 ? Small : new HbmControllerSpec();
        var arrivals = DramLoads.Make(load, seed, 500);
        var map = new RoBaRaCoChMap(standard);
        var naive = RunNaive(standard, spec, map, arrivals, out var end);

        var log = new DramCommandLog();
        var channel = new HbmChannel(standard, spec, map, log);
        var completions = Run(channel, arrivals, end, new Random(seed), mostCycles: seed * 40);

        Assert.Equal(naive.Commands, log.Commands);
        Assert.Equal(naive.Completions, completions);
        Assert.Empty(CommandStreamChecker.Violations(standard, log.Commands));
        AssertStats(naive, channel.Stats, arrivals.Count);
    }

    [Theory]
    [MemberData(nameof(Loads))]
    public void Horizons_do_not_change_completions(string load, int seed)
    {
        var arrivals = DramLoads.Make(load, seed + 100, 3000);
        var end = arrivals[^1].Cycle + 60_000;
        List<(long, int)>? first = null;
        foreach (var step in new[] { 1_000_000, 1, 17, 4000 })
        {
            var channel = new HbmChannel(Hbm2.Togsim, new HbmControllerSpec(), new RoBaRaCoChMap(Hbm2.Togsim));
            var completions = Run(channel, arrivals, end, new Random(step), step);
            first ??= completions;
            Assert.Equal(first, completions);
            Assert.Equal(arrivals.Count, completions.Select(c => c.Item2).Distinct().Count());
            Assert.Equal(long.MaxValue, channel.NextCycle);
        }
    }

    private static NaiveHbmController RunNaive(
        DramStandard standard, HbmControllerSpec spec, IAddressMap map, List<Arrival> arrivals, out long end)
    {
        var naive = new NaiveHbmController(standard, spec, map);
        var next = 0;
        for (end = 0; next < arrivals.Count || !naive.Drained; end++)
        {
            for (; next < arrivals.Count && arrivals[next].Cycle < end; next++) naive.Enqueue(arrivals[next]);
            naive.Step(end);
        }

        return naive;
    }

    /// <summary>Drives with random horizons and checks the promises on the way.</summary>
    private static List<(long, int)> Run(HbmChannel channel, List<Arrival> arrivals, long end, Random random, int mostCycles)
    {
        var completions = new List<(long, int)>();
        var buffer = default(CompletionBuffer);
        var next = 0;
        for (long now = 0; now < end;)
        {
            var horizon = Math.Min(end, now + 1 + random.Next(mostCycles));
            var promise = channel.EarliestCompletion(horizon);
            for (; next < arrivals.Count && arrivals[next].Cycle < horizon; next++)
            {
                promise = Math.Min(promise, arrivals[next].Cycle + 1);
                channel.Enqueue(arrivals[next].Cycle, arrivals[next].Address, arrivals[next].Tag, arrivals[next].IsWrite);
            }

            var wake = channel.NextCycle;
            buffer.Clear();
            channel.Advance(horizon, ref buffer);
            for (var i = 0; i < buffer.Count; i++)
            {
                Assert.InRange(buffer.Cycles[i], Math.Max(promise, Math.Max(wake, now)), horizon - 1);
                completions.Add((buffer.Cycles[i], buffer.Tags[i]));
            }

            now = horizon;
        }

        return completions;
    }

    private static void AssertStats(NaiveHbmController naive, DramChannelStats stats, int requests)
    {
        Assert.Equal((naive.Hits, naive.Misses, naive.Conflicts), (stats.RowHits, stats.RowMisses, stats.RowConflicts));
        Assert.Equal((naive.Forwarded, naive.Coalesced), (stats.ForwardedReads, stats.CoalescedWrites));
        Assert.Equal(naive.OccupancyCycles, stats.QueueOccupancyCycles);
        Assert.Equal(requests, naive.Completions.Select(c => c.Tag).Distinct().Count());
        Assert.Equal(stats.Reads + stats.Writes, stats.RowHits + stats.RowMisses + stats.RowConflicts);
        Assert.Equal(requests, stats.Reads + stats.Writes + stats.ForwardedReads + stats.CoalescedWrites);
        Assert.Equal(naive.Commands.Count(c => c.Kind == DramCommandKind.RefreshAll), stats.Refreshes);
        Assert.Equal(naive.Commands.Count(c => c.Kind == DramCommandKind.Activate), stats.Activates);
        Assert.Equal(naive.Commands.Count(c => c.Kind == DramCommandKind.Precharge), stats.Precharges);
        Assert.Equal(naive.Commands.Count(c => c.Kind == DramCommandKind.PrechargeAll), stats.PrechargeAlls);
    }
}
