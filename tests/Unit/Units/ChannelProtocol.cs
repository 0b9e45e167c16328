using System.Globalization;
using ActorSim.Kernel.Dispatch;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>A memory channel and the DMA engines: requests foreseen in batches, answers one per cycle, as far ahead as is promised.</summary>
public abstract class ChannelProtocol(string sync) : ProtocolSuite(sync)
{
    [Fact]
    public void Lone_request_is_answered_a_crossing_an_entry_and_a_memory_later()
    {
        var bench = new ChannelBench(Bench);
        bench.Asks(0, false, (20, 0));
        Bench.Begin();
        bench.Engines[0].HearsNothingBefore(HalfAfter(20 + ChannelBench.Trip));
        bench.Engines[0].Hears(HalfAfter(20 + ChannelBench.Trip), "ResponseBatch 132@0");
        Bench.End();
    }

    [Fact]
    public void Requests_pushed_at_once_are_taken_and_answered_one_per_cycle()
    {
        var bench = new ChannelBench(Bench);
        bench.Asks(0, false, (20, 0), (20, 1));
        Bench.Begin();
        bench.Engines[0].Hears(HalfAfter(132), "ResponseBatch 132@0 133@0");
        Bench.End();
    }

    /// <summary>The crossbar's rule: behind one of its source that still waits, a cycle after it; else the whole crossing.</summary>
    [Theory]
    [InlineData(21, 133)]
    [InlineData(30, 133)]
    [InlineData(31, 31 + ChannelBench.Trip)]
    public void Second_request_of_a_port_follows_the_first_while_that_waits(long push, long answer)
    {
        var bench = new ChannelBench(Bench);
        bench.Asks(0, false, (20, 0), (push, 0));
        Bench.Begin();
        Bench.End();
        Assert.Equal([132, answer], Cycles(bench.Engines[0]));
    }

    /// <summary>The same when the channel hears of the second as late as can be, and may have worked ahead by then.</summary>
    [Theory]
    [InlineData(21, 133)]
    [InlineData(29, 133)]
    [InlineData(30, 133)]
    [InlineData(31, 31 + ChannelBench.Trip)]
    [InlineData(120, 120 + ChannelBench.Trip)]
    [InlineData(132, 132 + ChannelBench.Trip)]
    public void Second_request_that_nobody_foresaw_is_answered_in_the_same_cycle(long push, long answer)
    {
        var bench = new ChannelBench(Bench, enginesOnlyReact: false);
        bench.Asks(0, false, (20, 0));
        bench.Asks(0, false, (push, 0));
        Bench.Begin();
        Bench.End();
        Assert.Equal([132, answer], Cycles(bench.Engines[0]));
    }

    [Fact]
    public void Cores_take_turns()
    {
        var bench = new ChannelBench(Bench, cores: 2);
        bench.Asks(0, false, (20, 0), (20, 0), (20, 0));
        bench.Asks(1, false, (20, 0), (20, 0), (20, 0));
        Bench.Begin();
        Bench.End();
        Assert.Equal([132, 134, 136], Cycles(bench.Engines[0]));
        Assert.Equal([133, 135, 137], Cycles(bench.Engines[1]));
    }

    [Fact]
    public void Answers_go_to_the_port_of_the_channel()
    {
        var bench = new ChannelBench(Bench, channel: 5);
        bench.Asks(0, false, (20, 0));
        Bench.Begin();
        bench.Engines[0].Hears(HalfAfter(132), "ResponseBatch 132@1");
        Bench.End();
    }

    [Fact]
    public void Writes_are_acknowledged_like_reads()
    {
        var bench = new ChannelBench(Bench);
        bench.Asks(0, true, (20, 0), (20, 1));
        Bench.Begin();
        bench.Engines[0].Hears(HalfAfter(132), "ResponseBatch 132@0 133@0");
        Bench.End();
        Assert.Equal((0L, 2L), (bench.Channel.Stats.Reads, bench.Channel.Stats.Writes));
    }

    /// <summary>What engines promise decides how far the channel works ahead, and so its batches; never a cycle.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Working_ahead_moves_no_answer(bool enginesOnlyReact)
    {
        var bench = new ChannelBench(Bench, cores: 2, enginesOnlyReact);
        bench.Asks(0, false, [.. Enumerable.Range(0, 60).Select(i => (20L + (i / 2), i % 2))]);
        bench.Asks(1, false, (25, 0), (500, 1));
        Bench.Begin();
        Bench.End();
        var first = Cycles(bench.Engines[0]);
        var second = Cycles(bench.Engines[1]);
        Assert.Equal((60, 2), (first.Length, second.Length));
        Assert.Equal(Enumerable.Range(132, 61).Select(c => (long)c), first.Append(second[0]).Order());
        Assert.InRange(second[0], 137, 139);
        Assert.Equal(500 + ChannelBench.Trip, second[1]);
    }

    [Fact]
    public void Promised_silence_lets_it_answer_in_one_batch()
    {
        var bench = new ChannelBench(Bench, enginesOnlyReact: true);
        bench.Asks(0, false, [.. Enumerable.Range(0, 30).Select(i => (20L + (i / 2), i % 2))]);
        Bench.Begin();
        Bench.End();
        Assert.InRange(bench.Engines[0].Rest().Count, 1, 3);
    }

    private static long[] Cycles(Neighbour engine) => engine.Rest()
        .SelectMany(s => ((string)s.What).Split(' ').Skip(1))
        .Select(word => long.Parse(word.Split('@')[0], CultureInfo.InvariantCulture))
        .ToArray();
}

public sealed class ChannelProtocolSequential() : ChannelProtocol(Synchronizers.Sequential);

public sealed class ChannelProtocolInRounds() : ChannelProtocol(Synchronizers.Rounds);
