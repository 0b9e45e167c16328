using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Akka.Actor;
using Xunit;

namespace ActorSim.Tests.Failure;

public class KernelFailureTests
{
    public static TheoryData<string> All { get; } = [Synchronizers.Sequential, Synchronizers.Rounds];

    [Fact]
    public void A_cycle_without_lookahead_is_named()
    {
        var builder = new TopologyBuilder();
        var a = builder.Add(Idle("a"), 0);
        var b = builder.Add(Idle("b"), 0);
        var c = builder.Add(Idle("c"), 0);
        builder.Connect<Cue>(a, b, 0);
        builder.Connect<Cue>(b, c, 0);
        builder.Connect<Cue>(c, b, 0);
        Assert.Contains("b -> c -> b", Assert.Throws<ArgumentException>(() => builder.Build()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_promise_is_a_deadlock_that_names_who_waits_for_whom()
    {
        var topology = Pair(new ScriptedUnit("a", _ => { }), new ScriptedUnit("b", _ => { }, "for the data of tile 3") { FirstMessage = 50 });
        topology.Links[0].LosesPromises = true;
        var exception = Assert.Throws<SynchronizationException>(() => Synchronizers.Create(Synchronizers.Rounds).Run(topology));
        Assert.Equal(
            "deadlock: no unit can go on though there are messages left\n"
            + "  'b' at 0, next message at 50, waits on link 'a -> b', which promises 0: for the data of tile 3",
            exception.Message);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Sending_below_the_lookahead_is_refused(string sync) =>
        AssertFails<SynchronizationException>(sync, p => p.Send(p.Now + 4), "link 'a -> b': message at 14 sent at 10 breaks the lookahead of 5");

    /// <summary>The other half of the pair above: at the lookahead itself it is legal.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Sending_at_the_lookahead_is_legal(string sync)
    {
        var b = Idle("b");
        Synchronizers.Create(sync).Run(Pair(new ScriptedUnit("a", p => p.Send(p.Now + 5)), b));
        Assert.Equal(15, b.Now.Ticks);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Sending_below_ones_own_promise_is_refused(string sync) => AssertFails<SynchronizationException>(
        sync,
        p =>
        {
            p.Outputs[0].Promise(new SimTime(100));
            p.Send(p.Now + 5);
        },
        "the promise of 100");

    [Theory]
    [MemberData(nameof(All))]
    public void Scheduling_in_the_past_is_refused(string sync) =>
        AssertFails<SynchronizationException>(sync, p => p.At(9), "'a' schedules a message at 9, before its present 10");

    [Theory]
    [MemberData(nameof(All))]
    public void Sending_beyond_the_range_of_time_is_refused(string sync) =>
        AssertFails<SynchronizationException>(sync, p => p.Send(p.Now + (long.MaxValue - 3)), "'a -> b': message sent at 10 lies beyond");

    [Theory]
    [MemberData(nameof(All))]
    public void Scheduling_beyond_the_range_of_time_is_refused(string sync) =>
        AssertFails<SynchronizationException>(sync, p => p.At(long.MaxValue), "'a' at 10 schedules a message beyond");

    [Theory]
    [MemberData(nameof(All))]
    public void A_defect_surfaces_with_unit_message_and_time(string sync)
    {
        var exception = AssertFails<UnitFailedException>(sync, _ => throw new IndexOutOfRangeException("slot 9"), "'/user/model/a' failed at Cue at time 10");
        Assert.IsType<IndexOutOfRangeException>(exception.InnerException);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_error_of_the_model_surfaces_unchanged(string sync) =>
        AssertFails<ModelError>(sync, _ => throw new ModelError("work-item 3 does not fit the spad"), "work-item 3 does not fit the spad");

    [Theory]
    [MemberData(nameof(All))]
    public void A_unit_that_fails_far_below_the_root_ends_the_run(string sync)
    {
        var builder = new TopologyBuilder();
        builder.Add(Idle("core"), 0);
        builder.Add(new ScriptedUnit("core/array/lane", _ => throw new ModelError("lane 3 is hot")), 0);
        Assert.Equal("lane 3 is hot", Assert.Throws<ModelError>(() => Synchronizers.Create(sync).Run(builder.Build())).Message);
    }

    [Theory]
    [InlineData(Synchronizers.Sequential, "a")]
    [InlineData(Synchronizers.Rounds, "a")]
    [InlineData(Synchronizers.Sequential, "folder/b")]
    [InlineData(Synchronizers.Rounds, "folder/b")]
    public async Task A_unit_that_is_stopped_in_mid_run_ends_it_by_name(string sync, string victim)
    {
        using var system = SimulationSystem.Create();
        var builder = new TopologyBuilder();
        builder.Add(
            new ScriptedUnit("a", p =>
            {
                if (p.Now.Ticks == 100)
                {
                    system.ActorSelection("/user/model/" + victim).Tell(PoisonPill.Instance);
                }

                p.At(p.Now.Ticks + 1);
            }),
            0);
        builder.Add(new ScriptedUnit("folder/b", p => p.At(p.Now.Ticks + 3)), 1);
        var run = Task.Run(() => Synchronizers.Create(sync, new SimulationOptions { System = system, Workers = 2 }).Run(builder.Build()));
        var exception = await Assert.ThrowsAsync<UnitStoppedException>(() => run);
        Assert.Contains($"/user/model/{victim} stopped in mid-run", exception.Message, StringComparison.Ordinal);
        await system.Terminate();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Cancelling_ends_the_run_early(string sync)
    {
        using var source = new CancellationTokenSource();
        var a = new ScriptedUnit("a", p =>
        {
            if (p.Now.Ticks == 10_000)
            {
                source.Cancel();
            }

            p.At(p.Now.Ticks + 1);
        });
        var summary = Synchronizers.Create(sync, 2, PartitionPolicy.RoundRobin).Run(Pair(a, Idle("b")), source.Token);
        Assert.True(summary.Cancelled);
        Assert.True(summary.Messages >= 9991, $"{summary.Messages}");
    }

    [Fact]
    public void A_frozen_run_can_say_who_waits()
    {
        var topology = Pair(new ScriptedUnit("a", _ => { }, "for a reply from 'b'"), Idle("b"));
        Synchronizers.Create(Synchronizers.Sequential).Run(topology);
        Assert.Equal(["'a' at 10: for a reply from 'b'"], topology.DescribeWaits());
    }

    /// <summary>A promise that is not kept lets the receiver go too far: it is told of its past and refuses.</summary>
    [Fact]
    public void A_broken_bound_ends_in_a_message_of_the_past()
    {
        var liar = new ScriptedUnit("a", p => p.Send(p.Now + 5)) { FirstMessage = 30, PromiseOf = (_, _, _) => new SimTime(1000) };
        var b = new ScriptedUnit("b", _ => { }) { FirstMessage = 500 };
        var exception = Assert.Throws<SynchronizationException>(() => Synchronizers.Create(Synchronizers.Rounds).Run(Pair(liar, b)));
        Assert.Contains("'b' at 500 received a message of its past, 35", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_names_are_answered_with_the_known_ones()
    {
        Assert.Contains("sequential, rounds, auto", Assert.Throws<ArgumentException>(() =>
            Synchronizers.Create("timewarp")).Message, StringComparison.Ordinal);
        Assert.Contains("round-robin", Assert.Throws<ArgumentException>(() =>
            Synchronizers.Create("auto", 2, "metis")).Message, StringComparison.Ordinal);
        Assert.Contains("0 workers", Assert.Throws<ArgumentException>(() =>
            Synchronizers.Create("auto", 0)).Message, StringComparison.Ordinal);
    }

    private static T AssertFails<T>(string sync, Action<ScriptedUnit> handle, string message)
        where T : Exception
    {
        var topology = Pair(new ScriptedUnit("a", handle), Idle("b"));
        var exception = Assert.Throws<T>(() => Synchronizers.Create(sync, 2, PartitionPolicy.RoundRobin).Run(topology));
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        return exception;
    }

    private static ScriptedUnit Idle(string name) => new(name, _ => { }) { FirstMessage = -1 };

    private static Topology Pair(ScriptedUnit a, ScriptedUnit b)
    {
        var builder = new TopologyBuilder();
        builder.Add(a, 0);
        builder.Add(b, 1);
        builder.Connect<Cue>(a, b, 5);
        return builder.Build();
    }
}
