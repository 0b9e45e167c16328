using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using Xunit;

namespace ActorSim.Tests.Laws.Dram;

public class CommandChannelLaws
{
    public static TheoryData<string> Standards() => new(DramStandardCatalog.Names);

    /// <summary>Every combination of scheduler, row policy, refresh policy and address map, on every standard, each with some load.</summary>
    [Theory]
    [MemberData(nameof(Standards))]
    public void Every_combination_of_policies_equals_the_cycle_stepped_model(string name)
    {
        var standard = DramStandardCatalog.Get(name);
        var seed = 0;
        foreach (var scheduler in SchedulerCatalog.Names)
            foreach (var rows in RowPolicyCatalog.Names)
                foreach (var refresh in RefreshCatalog.Names.Where(r => r != RefreshCatalog.PerBank || standard.RfcBank > 0))
                {
                    var random = new Random(++seed);
                    var spec = RandomSpec(random) with { Scheduler = scheduler, RowPolicy = rows, Refresh = refresh };
                    AssertEqualsNaive(Shorter(standard, random), spec, seed, requests: 60);
                }
    }

    [Fact]
    public void Any_organisation_timing_and_policy_equals_the_cycle_stepped_model()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var random = new Random(seed);
            var spec = RandomSpec(random);
            AssertEqualsNaive(RandomStandard(random), spec, seed, requests: 120);
        }
    }

    [Fact]
    public void More_than_64_banks_and_entries_equal_the_cycle_stepped_model()
    {
        var standard = Ddr5.Ddr5_4800 with { Ranks = 8, Refi = 2500, Rfc = 300 };
        Assert.Equal(256, standard.Banks);
        var spec = new DramControllerSpec { ReadBufferEntries = 200, WriteBufferEntries = 300, OffersPerCycle = 20 };
        AssertEqualsNaive(standard, spec, 1, requests: 700, load: "bursty");
    }

    [Fact]
    public void One_rank_of_hbm_with_the_default_policies_equals_the_specialised_channel()
    {
        foreach (var load in DramLoads.Names)
        {
            var arrivals = DramLoads.Make(load, 11, 2000);
            var log = new DramCommandLog();
            var special = new HbmChannel(Hbm2.Togsim, new HbmControllerSpec(), new RoBaRaCoChMap(Hbm2.Togsim), log);
            var general = new DramCommandLog();
            var expected = Serve(special, arrivals, new Random(1));
            Assert.Equal(expected, Serve(new CommandChannel(Hbm2.Togsim, new DramControllerSpec(), general), arrivals, new Random(2)));
            Assert.Equal(log.Commands, general.Commands);
        }
    }

    [Fact]
    public void Offers_of_the_host_equal_requests_of_the_front_queue()
    {
        foreach (var load in DramLoads.Names)
        {
            var arrivals = DramLoads.Make(load, 5, 600);
            var spec = new DramControllerSpec { ReadBufferEntries = 9, WriteBufferEntries = 11 };
            var queued = new DramCommandLog();
            Serve(new CommandChannel(Ddr4.Ddr4_3200, spec, queued), arrivals, new Random(1));
            var offered = new DramCommandLog();
            var channel = new CommandChannel(Ddr4.Ddr4_3200, spec, offered);
            CompletionBuffer answers = default;
            var cycle = -1L;
            foreach (var a in arrivals)
            {
                cycle = Math.Max(cycle + 1, a.Cycle + 1);
                while (!channel.TryOffer(cycle, a.Address, a.Tag, a.IsWrite, ref answers)) cycle = Math.Max(cycle, channel.NextCycle) + 1;
            }

            while (channel.NextCycle != long.MaxValue) channel.Advance(channel.NextCycle + 1, ref answers);
            Assert.Equal(arrivals.Count, answers.Count);
            Assert.Equal(queued.Commands.Take(offered.Commands.Count), offered.Commands);
        }
    }

    private static void AssertEqualsNaive(DramStandard standard, DramControllerSpec spec, int seed, int requests, string? load = null)
    {
        var random = new Random(seed);
        var scale = standard.RequestBytes / 32;
        var arrivals = DramLoads.Make(load ?? DramLoads.Names[random.Next(DramLoads.Names.Length)], seed, requests)
            .Select(a => a with { Address = a.Address * scale }).ToList();
        var naive = RunNaive(standard, spec, arrivals, out var end);
        var log = new DramCommandLog();
        var channel = new CommandChannel(standard, spec, log);
        var completions = Serve(channel, arrivals, random, end);
        Assert.Equal(naive.Commands, log.Commands);
        Assert.Equal(naive.Completions, completions);
        Assert.Empty(CommandRules.Violations(standard, log.Commands, checksData: standard.RankReadToWrite == 0));
        AssertStats(naive, channel.Stats, requests);

        // Without a log it leaves out what it need not do, and counts the same.
        var silent = new CommandChannel(standard, spec);
        Assert.Equal(completions, Serve(silent, arrivals, new Random(seed + 1), end));
        AssertStats(naive, silent.Stats, requests);
    }

    private static NaiveController RunNaive(DramStandard standard, DramControllerSpec spec, List<Arrival> arrivals, out long end)
    {
        var naive = new NaiveController(standard, spec);
        var next = 0;
        for (end = 0; next < arrivals.Count || !naive.Drained; end++)
        {
            for (; next < arrivals.Count && arrivals[next].Cycle < end; next++) naive.Enqueue(arrivals[next]);
            naive.Step(end);
            Assert.True(end < 300_000, "the load is never served");
        }

        return naive;
    }

    private static List<(long, int)> Serve(IDramDevice channel, List<Arrival> arrivals, Random random, long? end = null)
    {
        var completions = new List<(long, int)>();
        CompletionBuffer buffer = default;
        var next = 0;
        var last = end ?? arrivals[^1].Cycle + 60_000;
        for (long now = 0; now < last;)
        {
            var horizon = Math.Min(last, now + 1 + random.Next(300));
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

    private static void AssertStats(NaiveController naive, DramChannelStats stats, int requests)
    {
        Assert.Equal((naive.Hits, naive.Misses, naive.Conflicts), (stats.RowHits, stats.RowMisses, stats.RowConflicts));
        Assert.Equal((naive.Forwarded, naive.Coalesced), (stats.ForwardedReads, stats.CoalescedWrites));
        Assert.Equal((naive.OccupancyCycles, naive.StandbyCycles), (stats.QueueOccupancyCycles, stats.ActiveStandbyCycles));
        Assert.Equal(requests, naive.Completions.Select(c => c.Tag).Distinct().Count());
        Assert.Equal(stats.Reads + stats.Writes, stats.RowHits + stats.RowMisses + stats.RowConflicts);
        Assert.Equal(requests, stats.Reads + stats.Writes + stats.ForwardedReads + stats.CoalescedWrites);
        Assert.Equal(Of(DramCommandKind.RefreshAll), stats.Refreshes);
        Assert.Equal(Of(DramCommandKind.RefreshBank), stats.BankRefreshes);
        Assert.Equal(Of(DramCommandKind.Activate), stats.Activates);
        Assert.Equal(Of(DramCommandKind.Precharge), stats.Precharges);
        Assert.Equal(Of(DramCommandKind.PrechargeAll), stats.PrechargeAlls);

        long Of(DramCommandKind kind) => naive.Commands.Count(c => c.Kind == kind);
    }

    // Refresh often enough that a short load meets it.
    private static DramStandard Shorter(DramStandard s, Random random) => s with
    {
        Refi = random.Next(700, 1500),
        Rfc = random.Next(60, 300),
        RefiBank = s.RfcBank > 0 ? random.Next(150, 300) : 0,
    };

    private static DramStandard RandomStandard(Random random) => Shorter(DramStandardCatalog.Get(DramStandardCatalog.Names[random.Next(DramStandardCatalog.Names.Count)]), random) with
    {
        PseudoChannels = 1 << random.Next(2),
        Ranks = 1 << random.Next(3),
        BankGroups = 1 << random.Next(4),
        BanksPerGroup = 1 << random.Next(4),
        Rows = 1 << random.Next(2, 16),
        CcdL = random.Next(1, 12),
        RrdS = random.Next(1, 6),
        RrdL = random.Next(1, 9),
        Faw = random.Next(4, 50),
        Rp = random.Next(3, 20),
        Rtp = random.Next(1, 12),
        WtrL = random.Next(1, 12),
        Ppd = random.Next(0, 4),
        RankSwitchCycles = random.Next(0, 4),
        RankReadToWrite = 0,
        RfcBank = 100,
        RefiBank = random.Next(150, 300),
        Rrefd = random.Next(0, 30),
        ActivateCommandCycles = random.Next(1, 3),
        ColumnCommandCycles = random.Next(1, 3),
        PrechargeCommandCycles = random.Next(1, 3),
    };

    private static DramControllerSpec RandomSpec(Random random) => new()
    {
        ReadBufferEntries = random.Next(1, 80),
        WriteBufferEntries = random.Next(1, 80),
        DrainHighPercent = random.Next(40, 101),
        DrainLowPercent = random.Next(1, 41),
        OffersPerCycle = random.Next(1, 6),
        OneAnswerPerCycle = random.Next(2) == 0,
        Scheduler = SchedulerCatalog.Names[random.Next(3)],
        RowHitCap = random.Next(5),
        RowPolicy = RowPolicyCatalog.Names[random.Next(3)],
        RowTimeoutCycles = random.Next(1, 200),
        Refresh = RefreshCatalog.Names[random.Next(4)],
        AddressMap = new[] { "RoBaRaCoCh", "ChRaBaRoCo", "RoRaBaChCo", "MOP4CLXOR", "RoCoPcRaBgBa" }[random.Next(5)],
    };
}
