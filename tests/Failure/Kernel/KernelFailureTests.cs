using ActorSim.Kernel;
using Xunit;

namespace ActorSim.Tests.Failure;

public class KernelFailureTests
{
    public static TheoryData<string> All { get; } = [Synchronizers.Sequential, Synchronizers.ForkJoin, Synchronizers.NullMessage, Synchronizers.Window];

    [Fact]
    public void A_cycle_without_lookahead_is_named()
    {
        var builder = new TopologyBuilder();
        var a = builder.Add(Idle("a"), 0);
        var b = builder.Add(Idle("b"), 0);
        var c = builder.Add(Idle("c"), 0);
        builder.Connect(a, b, 0);
        builder.Connect(b, c, 0);
        builder.Connect(c, b, 0);
        Assert.Contains("b -> c -> b", Assert.Throws<ArgumentException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Synchronizers.NullMessage)]
    [InlineData(Synchronizers.Window)]
    public void A_lost_promise_is_a_deadlock_that_names_who_waits_for_whom(string sync)
    {
        var topology = Pair(new ScriptedProcess("a", _ => { }), new ScriptedProcess("b", _ =>
            { }, "for the data of tile 3")
        { FirstEvent = 50 });
        topology.Links[0].LosesPromises = true;
        var exception = Assert.Throws<SynchronizationException>(() => Synchronizers.Create(sync).Run(topology));
        Assert.Equal(
            "deadlock: no process can go on though there are events left\n"
            + "  'b' at 0, next event at 50, waits on link 'a -> b', which promises 0: for the data of tile 3",
            exception.Message);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Sending_below_the_lookahead_is_refused(string sync) =>
        AssertFails<SynchronizationException>(sync, p =>
            p.Outputs[0].Send(p.Now + 4, 0, 1), "link 'a -> b': event at 14 sent at 10 breaks the lookahead of 5");

    [Theory]
    [MemberData(nameof(All))]
    public void Sending_below_ones_own_promise_is_refused(string sync) => AssertFails<SynchronizationException>(
        sync,
        p =>
        {
            p.Outputs[0].Promise(new SimTime(100));
            p.Outputs[0].Send(p.Now + 5, 0, 1);
        },
        "the promise of 100");

    [Theory]
    [MemberData(nameof(All))]
    public void Scheduling_in_the_past_is_refused(string sync) =>
        AssertFails<SynchronizationException>(sync, p => p.At(9), "'a' schedules an event at 9, before its present 10");

    [Theory]
    [MemberData(nameof(All))]
    public void Sending_beyond_the_range_of_time_is_refused(string sync) =>
        AssertFails<SynchronizationException>(sync, p =>
            p.Outputs[0].Send(p.Now + (long.MaxValue - 3), 0, 1), "'a -> b': event sent at 10 lies beyond");

    [Theory]
    [MemberData(nameof(All))]
    public void Scheduling_beyond_the_range_of_time_is_refused(string sync) =>
        AssertFails<SynchronizationException>(sync, p => p.At(long.MaxValue), "'a' at 10 schedules an event beyond");

    [Theory]
    [MemberData(nameof(All))]
    public void A_defect_surfaces_with_process_event_and_time(string sync)
    {
        var exception = AssertFails<ProcessFailedException>(sync, _ =>
            throw new IndexOutOfRangeException("slot 9"), "'a' failed at event kind 7 at time 10");
        Assert.IsType<IndexOutOfRangeException>(exception.InnerException);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_error_of_the_model_surfaces_unchanged(string sync) =>
        AssertFails<ModelError>(sync, _ => throw new ModelError("work-item 3 does not fit the spad"), "work-item 3 does not fit the spad");

    [Theory]
    [MemberData(nameof(All))]
    public void Cancelling_ends_the_run_early(string sync)
    {
        using var source = new CancellationTokenSource();
        var a = new ScriptedProcess("a", p =>
        {
            if (p.Now.Ticks == 10_000)
            {
                source.Cancel();
            }

            p.At(p.Now.Ticks + 1);
        });
        var summary = Synchronizers.Create(sync, 2, PartitionPolicy.RoundRobin).Run(Pair(a, Idle("b")), source.Token);
        Assert.True(summary.Cancelled);
        Assert.True(summary.Events >= 9991, $"{summary.Events}");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void Of_two_failures_of_a_round_the_earlier_is_reported(int workers)
    {
        var a = new ScriptedProcess("a", p => throw new ModelError($"a at {p.Now}")) { FirstEvent = 12, IsMarkedCoarse = true };
        var b = new ScriptedProcess("b", p => throw new ModelError($"b at {p.Now}")) { FirstEvent = 10, IsMarkedCoarse = true };
        var synchronizer = Synchronizers.Create(Synchronizers.ForkJoin, workers);
        Assert.Equal("b at 10", Assert.Throws<ModelError>(() => synchronizer.Run(Pair(a, b))).Message);
    }

    [Fact]
    public void A_coarse_grained_process_on_a_link_without_lookahead_is_refused()
    {
        var builder = new TopologyBuilder();
        var a = builder.Add(new ScriptedProcess("a", _ => { }) { IsMarkedCoarse = true }, 0);
        builder.Connect(a, builder.Add(Idle("b"), 0), 0);
        var exception = Assert.Throws<SynchronizationException>(() => Synchronizers.Create(Synchronizers.ForkJoin).Run(builder.Build()));
        Assert.Contains("'a' is coarse-grained, but its link 'a -> b' has no lookahead", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frozen_run_can_say_who_waits()
    {
        var topology = Pair(new ScriptedProcess("a", _ => { }, "for a reply from 'b'"), Idle("b"));
        new SequentialSynchronizer().Run(topology);
        Assert.Equal(["'a' at 10: for a reply from 'b'"], topology.DescribeWaits());
    }

    [Fact]
    public void An_own_bound_that_is_broken_by_an_event_is_found()
    {
        var liar = new ScriptedProcess("a", p =>
        {
            if (p.Now.Ticks < 30)
            {
                p.At(p.Now.Ticks + 10);
            }
            else
            {
                p.Outputs[0].Send(p.Now + 5, 0, 1);
            }
        })
        {
            Promise = (_, _, _) => new SimTime(1000),
        };
        var exception = Assert.Throws<SynchronizationException>(() =>
            Synchronizers.Create(Synchronizers.NullMessage).Run(Pair(liar, Idle("b"))));
        Assert.Contains("event at 35 breaks the promise of 1000, which EarliestOutput of 'a' returned", exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_falling_promise_is_found()
    {
        var topology = Pair(Idle("a"), Idle("b"));
        var channel = new HostedRun(new RunState(topology), new InlineScheduler(0), true, long.MaxValue).ChannelOf(topology.Links[0]);
        Assert.True(channel.Publish(500));
        Assert.False(channel.Publish(500));
        var exception = Assert.Throws<SynchronizationException>(() => channel.Publish(499));
        Assert.Contains("link 'a -> b': the promise falls from 500 to 499", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_names_are_answered_with_the_known_ones()
    {
        Assert.Contains("null-message, window", Assert.Throws<ArgumentException>(() =>
            Synchronizers.Create("timewarp")).Message, StringComparison.Ordinal);
        Assert.Contains("round-robin", Assert.Throws<ArgumentException>(() =>
            Synchronizers.Create("auto", 2, "metis")).Message, StringComparison.Ordinal);
        Assert.Contains("0 workers", Assert.Throws<ArgumentException>(() =>
            Synchronizers.Create("auto", 0)).Message, StringComparison.Ordinal);
    }

    private static T AssertFails<T>(string sync, Action<ScriptedProcess> handle, string message)
        where T : Exception
    {
        var topology = Pair(new ScriptedProcess("a", handle), Idle("b"));
        var exception = Assert.Throws<T>(() => Synchronizers.Create(sync, 2, PartitionPolicy.RoundRobin).Run(topology));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        return exception;
    }

    private static ScriptedProcess Idle(string name) => new(name, _ => { }) { FirstEvent = -1 };

    private static Topology Pair(ScriptedProcess a, ScriptedProcess b)
    {
        var builder = new TopologyBuilder();
        builder.Add(a, 0);
        builder.Add(b, 1);
        builder.Connect(a, b, 5);
        return builder.Build();
    }
}
