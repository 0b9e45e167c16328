using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using Xunit;
using static ActorSim.Dram.Standards.DramCommandKind;

namespace ActorSim.Tests.Unit.Dram;

/// <summary>Single commands at single cycles; a request enqueued in cycle -1 is offered in cycle 0.</summary>
public class HbmChannelTests
{
    private const long RowStride = 32L * 32 * 2 * 16;
    private const long GroupStride = 32L * 32 * 2;

    private readonly DramCommandLog _log = new();
    private CompletionBuffer _completions;

    [Fact]
    public void Isolated_read_takes_activate_read_and_data()
    {
        var channel = Channel(Hbm2.Togsim);
        channel.Enqueue(-1, 0, tag: 7, isWrite: false);
        channel.Advance(100, ref _completions);

        Assert.Equal([(0L, Activate), (15L, Read)], Commands());
        Assert.Equal([31L], _completions.Cycles);
        Assert.Equal([7], _completions.Tags);
        Assert.Equal(31, channel.Stats.ReadLatencySumCycles);
        Assert.Equal((0L, 1L, 0L), (channel.Stats.RowHits, channel.Stats.RowMisses, channel.Stats.RowConflicts));
    }

    [Fact]
    public void Write_is_acknowledged_in_the_cycle_of_its_command()
    {
        var channel = Channel(Hbm2.Togsim);
        channel.Enqueue(-1, 0, 0, isWrite: true);
        channel.Advance(100, ref _completions);
        Assert.Equal([(0L, Activate), (13L, Write)], Commands());
        Assert.Equal([13L], _completions.Cycles);
    }

    [Fact]
    public void Other_row_waits_for_precharge_and_counts_as_conflict()
    {
        var channel = Channel(Hbm2.Togsim);
        channel.Enqueue(-1, 0, 0, false);
        channel.Enqueue(-1, RowStride, 1, false);
        channel.Advance(200, ref _completions);

        // PRE at ACT + nRAS + 1, next ACT at ACT + nRC (PRE + nRP - 1 falls on the same cycle).
        Assert.Equal([(0L, Activate), (15L, Read), (33L, Precharge), (46L, Activate), (61L, Read)], Commands());
        Assert.Equal(1, channel.Stats.RowConflicts);
    }

    [Fact]
    public void Same_bank_group_reads_keep_the_long_gap_and_other_groups_the_short_one()
    {
        var channel = Channel(Hbm2.Togsim);
        channel.Enqueue(-1, 0, 0, false);
        channel.Enqueue(-1, GroupStride, 1, false);
        channel.Advance(300, ref _completions);
        channel.Enqueue(299, 32, 2, false);
        channel.Enqueue(299, 64, 3, false);
        channel.Enqueue(299, GroupStride + 32, 4, false);
        channel.Advance(400, ref _completions);
        Assert.Equal([(300L, 0), (302L, 1), (304L, 0)], _log.Commands.Where(c => c.Cycle >= 300).Select(c => (c.Cycle, c.BankGroup)));
    }

    [Fact]
    public void Fifth_activate_within_the_window_waits()
    {
        var channel = Channel(Hbm2.Togsim with { Faw = 40 });
        for (var i = 0; i < 5; i++) channel.Enqueue(-1, i * GroupStride, i, false);
        channel.Advance(200, ref _completions);
        Assert.Equal([0L, 4L, 8L, 12L, 40L], Cycles(Activate));
    }

    [Fact]
    public void Read_meets_buffered_write_and_second_write_is_absorbed()
    {
        var channel = Channel(Hbm2.Togsim);
        channel.Enqueue(-1, 0, 0, false);
        channel.Enqueue(0, RowStride, 1, true);
        channel.Enqueue(16, RowStride, 2, false);
        channel.Enqueue(17, RowStride, 3, true);
        channel.Advance(2000, ref _completions);

        // The absorbed write is answered when offered; the forwarded read waits behind the read in flight.
        Assert.Equal([3, 0, 2, 1], _completions.Tags);
        Assert.Equal([18L, 31L, 32L, 59L], _completions.Cycles);
        Assert.Equal((1L, 1L), (channel.Stats.ForwardedReads, channel.Stats.CoalescedWrites));
    }

    [Fact]
    public void Refresh_closes_all_banks_and_stops_the_channel()
    {
        var channel = Channel(Hbm2.Togsim);
        channel.Enqueue(3600, 0, 0, false);
        channel.Enqueue(3663, 32, 1, false);
        channel.Enqueue(3664, 64, 2, false);
        channel.Advance(5000, ref _completions);

        // The timer fires in cycle nREFI - 1, ahead of the column slot: the third request has to wait for nRFC.
        Assert.Equal(
            [(3664L, Read), (3669L, PrechargeAll), (3683L, RefreshAll), (3684L, RefreshAll), (4011L, Activate), (4026L, Read)],
            Commands().Where(c => c.Item1 >= 3664));
    }

    [Fact]
    public void Idle_refreshes_are_counted_and_wake_nobody()
    {
        var channel = new HbmChannel(Hbm2.Togsim, new HbmControllerSpec(), new RoBaRaCoChMap(Hbm2.Togsim));
        channel.Enqueue(-1, 0, 0, false);
        const long horizon = 3666L * 1_000_000_000;
        channel.Advance(horizon, ref _completions);
        Assert.Equal(long.MaxValue, channel.NextCycle);
        Assert.Equal(2L * 1_000_000_000 - 1, channel.Stats.Refreshes);
        Assert.Equal(1, channel.Stats.PrechargeAlls);
        Assert.Equal(horizon + 1, channel.EarliestCompletion(horizon));
    }

    [Fact]
    public void Nothing_is_promised_earlier_than_it_can_come()
    {
        var channel = Channel(Hbm2.Togsim);
        channel.Enqueue(-1, 0, 0, false);
        channel.Advance(1, ref _completions);
        Assert.Equal(15, channel.NextCycle);
        Assert.Equal(31, channel.EarliestCompletion(100));
        Assert.Equal(6, channel.EarliestCompletion(5));
        channel.Advance(16, ref _completions);
        Assert.Equal(31, channel.NextCycle);
    }

    private HbmChannel Channel(DramStandard standard) => new(standard, new HbmControllerSpec(), new RoBaRaCoChMap(standard), _log);

    private IEnumerable<(long, DramCommandKind)> Commands() => _log.Commands.Select(c => (c.Cycle, c.Kind));

    private IEnumerable<long> Cycles(DramCommandKind kind) => _log.Commands.Where(c => c.Kind == kind).Select(c => c.Cycle);
}
