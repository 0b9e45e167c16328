using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
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
        AssertEqualsNaive(standard, seed == 3 ? Small : new HbmControllerSpec(), DramLoads.Make(load, seed, 500), seed);
    }

    [Fact]
    public void Any_organisation_timing_and_policy_equals_the_cycle_stepped_model()
    {
        for (var seed = 1; seed <= 120; seed++)
        {
            var random = new Random(seed);
            var load = DramLoads.Names[random.Next(DramLoads.Names.Length)];
            AssertEqualsNaive(RandomStandard(random), RandomSpec(random), DramLoads.Make(load, seed, 250), seed);
        }
    }

    [Fact]
    public void Two_pseudo_channels_under_MOP4CLXOR_equal_the_cycle_stepped_model_and_the_general_channel()
    {
        var (standard, spec) = DramStandardCatalog.Setup("oracle-hbm2-mop");
        Assert.Equal(2, standard.PseudoChannels);
        var map = AddressMapCatalog.Create(AddressMapCatalog.Mop4ClXor, standard);
        for (var seed = 1; seed <= 40; seed++)
        {
            var random = new Random(seed);
            var hbm = RandomSpec(random);
            var arrivals = DramLoads.Make(DramLoads.Names[seed % DramLoads.Names.Length], seed, 400);
            var shorter = standard with { Refi = random.Next(700, 4000) };
            AssertEqualsNaive(shorter, hbm, arrivals, seed, map);
            AssertEqualsGeneral(shorter, hbm, arrivals, spec, map);
        }
    }

    [Fact]
    public void Waking_only_at_the_next_cycle_serves_everything_alike()
    {
        foreach (var load in DramLoads.Names)
        {
            var arrivals = DramLoads.Make(load, 7, 1000);
            var cut = Run(NewTogsim(), arrivals, arrivals[^1].Cycle + 50_000, new Random(1), 100);
            var channel = NewTogsim();
            foreach (var a in arrivals) channel.Enqueue(a.Cycle, a.Address, a.Tag, a.IsWrite);
            var buffer = default(CompletionBuffer);
            while (channel.NextCycle != long.MaxValue) channel.Advance(channel.NextCycle + 1, ref buffer);
            Assert.Equal(cut.Select(c => c.Item1), buffer.Cycles.ToArray());
            Assert.Equal(cut.Select(c => c.Item2), buffer.Tags.ToArray());
        }
    }

    [Fact]
    public void Checker_sees_a_command_that_comes_one_cycle_early()
    {
        var log = new DramCommandLog();
        var channel = new HbmChannel(Hbm2.Togsim, new HbmControllerSpec(), new RoBaRaCoChMap(Hbm2.Togsim), log);
        Run(channel, DramLoads.Make("conflicts", 5, 200), 50_000, new Random(1), 1000);
        foreach (var kind in new[] { DramCommandKind.Activate, DramCommandKind.Read, DramCommandKind.Write, DramCommandKind.Precharge })
        {
            var early = log.Commands.ToList();
            var seen = 0;
            for (var i = early.Count - 1; i > 0 && seen == 0; i--)
            {
                if (early[i].Kind != kind) continue;
                var shifted = early.Select((c, n) => n == i ? c with { Cycle = c.Cycle - 1 } : c).OrderBy(c => c.Cycle);
                seen = CommandStreamChecker.Violations(Hbm2.Togsim, shifted).Count;
            }

            Assert.True(seen > 0, $"no {kind} was tight");
        }
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
            var channel = NewTogsim();
            var completions = Run(channel, arrivals, end, new Random(step), step);
            first ??= completions;
            Assert.Equal(first, completions);
            Assert.Equal(arrivals.Count, completions.Select(c => c.Item2).Distinct().Count());
            Assert.Equal(long.MaxValue, channel.NextCycle);
        }
    }

    private static HbmChannel NewTogsim() => new(Hbm2.Togsim, new HbmControllerSpec(), new RoBaRaCoChMap(Hbm2.Togsim));

    private static void AssertEqualsGeneral(
        DramStandard standard, HbmControllerSpec hbm, List<Arrival> arrivals, DramControllerSpec spec, IAddressMap map)
    {
        var general = new DramCommandLog();
        var special = new DramCommandLog();
        var same = spec with
        {
            ReadBufferEntries = hbm.ReadBufferEntries,
            WriteBufferEntries = hbm.WriteBufferEntries,
            DrainHighPercent = hbm.DrainHighPercent,
            DrainLowPercent = hbm.DrainLowPercent,
            OffersPerCycle = hbm.OffersPerCycle,
            OneAnswerPerCycle = true,
            Refresh = hbm.Refresh ? RefreshCatalog.AllBank : RefreshCatalog.None,
        };
        var end = arrivals[^1].Cycle + 60_000;
        var expected = Run(new CommandChannel(standard, same, general), arrivals, end, new Random(1), 500);
        Assert.Equal(expected, Run(new HbmChannel(standard, hbm, map, special), arrivals, end, new Random(1), 500));
        Assert.Equal(general.Commands, special.Commands);
    }

    private static void AssertEqualsNaive(
        DramStandard standard, HbmControllerSpec spec, List<Arrival> arrivals, int seed, IAddressMap? other = null)
    {
        var map = other ?? new RoBaRaCoChMap(standard);
        var naive = RunNaive(standard, spec, map, arrivals, out var end);
        var log = new DramCommandLog();
        var channel = new HbmChannel(standard, spec, map, log);
        var completions = Run(channel, arrivals, end, new Random(seed), mostCycles: seed * 40);

        Assert.Equal(naive.Commands, log.Commands);
        Assert.Equal(naive.Completions, completions);
        Assert.Empty(CommandStreamChecker.Violations(standard, log.Commands));
        AssertStats(naive, channel.Stats, arrivals.Count);
    }

    private static DramStandard RandomStandard(Random random) => Hbm2.Togsim with
    {
        PseudoChannels = 1 << random.Next(3),
        BankGroups = 1 << random.Next(3),
        BanksPerGroup = 1 << random.Next(3),
        Rows = 1 << random.Next(2, 16),
        CcdL = random.Next(1, 7),
        RrdS = random.Next(1, 6),
        RrdL = random.Next(1, 9),
        Faw = random.Next(4, 50),
        Cwl = random.Next(2, 15),
        Rp = random.Next(3, 20),
        Rtp = random.Next(1, 12),
        WtrL = random.Next(1, 12),
        Rfc = random.Next(50, 200),
        Refi = random.Next(300, 2500),
        ActivateCommandCycles = random.Next(1, 3),
    };

    private static HbmControllerSpec RandomSpec(Random random) => new()
    {
        ReadBufferEntries = random.Next(1, 65),
        WriteBufferEntries = random.Next(1, 65),
        DrainHighPercent = random.Next(40, 101),
        DrainLowPercent = random.Next(1, 41),
        OffersPerCycle = random.Next(1, 4),
        Refresh = random.Next(4) != 0,
    };

    private static NaiveHbmController RunNaive(
        DramStandard standard, HbmControllerSpec spec, IAddressMap map, List<Arrival> arrivals, out long end)
    {
        var naive = new NaiveHbmController(standard, spec, map);
        var next = 0;
        for (end = 0; next < arrivals.Count || !naive.Drained; end++)
        {
            for (; next < arrivals.Count && arrivals[next].Cycle < end; next++) naive.Enqueue(arrivals[next]);
            naive.Step(end);
            Assert.True(end < 1_000_000, "the load is never served");
        }

        return naive;
    }

    /// <summary>Drives with random horizons and checks the promises on the way.</summary>
    private static List<(long, int)> Run(IDramDevice channel, List<Arrival> arrivals, long end, Random random, int mostCycles)
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
