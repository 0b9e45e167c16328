using Akka.Actor;
using Akka.Event;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Xunit;
using Xunit.Sdk;

namespace ActorSim.Tests.Contract;

public class TestKitTests : TestKit
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);

    [Fact]
    public void ExpectMsg_fails_for_nothing_for_another_type_and_for_another_value()
    {
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Short));
        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>(Short));
        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg(2, Short));
        TestActor.Tell(1);
        Assert.ThrowsAny<XunitException>(() => ExpectMsg<int>(n => n == 2, Short));
        TestActor.Tell(1);
        Assert.Equal(1, ExpectMsg<int>(n => n == 1));
    }

    [Fact]
    public void ExpectNoMsg_fails_for_a_message()
    {
        ExpectNoMsg(Short);
        TestActor.Tell("noise");
        Assert.ThrowsAny<XunitException>(() => ExpectNoMsg(Short));
    }

    [Fact]
    public void AllOf_takes_any_order_and_AnyOf_any_one()
    {
        TestActor.Tell(2);
        TestActor.Tell(1);
        Assert.Equal([2, 1], ExpectMsgAllOf<int>([1, 2]));
        TestActor.Tell(3);
        Assert.Equal(3, ExpectMsgAnyOf([1, 2, 3]));
        TestActor.Tell(4);
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAnyOf([1, 2, 3]));
    }

    [Fact]
    public void Fishing_drops_what_does_not_match()
    {
        for (var i = 0; i < 5; i++)
            TestActor.Tell(i);
        Assert.Equal(3, FishForMessage<int>(n => n == 3));
        Assert.Equal(4, ReceiveOne(TimeSpan.Zero));
        Assert.Null(ReceiveOne(TimeSpan.Zero));
        Assert.ThrowsAny<XunitException>(() => FishForMessage<int>(_ => true, Short));
    }

    [Fact]
    public void A_probe_receives_replies_and_is_a_reference()
    {
        var probe = CreateTestProbe();
        probe.Ref.Tell("question", TestActor);
        probe.ExpectMsg("question");
        Assert.Equal(TestActor, probe.LastSender);
        probe.Reply("answer");
        ExpectMsg("answer");
        Assert.Equal(probe.Ref, LastSender);
        IActorRef reference = probe;
        Assert.Equal(probe.Ref.Path, reference.Path);
        Watch(probe);
        Sys.Stop(probe);
        ExpectTerminated(probe.Ref);
    }

    [Fact]
    public void What_a_test_tells_has_the_test_actor_as_sender_also_after_an_await()
    {
        var echo = CreateTestProbe();
        echo.Ref.Tell(1);
        echo.ExpectMsg(1);
        Assert.Equal(TestActor, echo.Sender);
    }

    [Fact]
    public async Task The_sender_survives_an_await()
    {
        var echo = CreateTestProbe();
        await Task.Yield();
        echo.Ref.Tell(1);
        echo.ExpectMsg(1);
        Assert.Equal(TestActor, echo.Sender);
    }

    [Fact]
    public void Ignored_messages_are_not_received()
    {
        IgnoreMessages<int>(n => n < 10);
        TestActor.Tell(1);
        TestActor.Tell(11);
        ExpectMsg(11);
        IgnoreNoMessages();
        TestActor.Tell(1);
        ExpectMsg(1);
    }

    [Fact]
    public void A_pilot_answers_as_messages_come()
    {
        var probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"pilot: {message}");
            return AutoPilot.KeepRunning;
        }));
        probe.Ref.Tell("a");
        probe.Ref.Tell("b");
        ExpectMsg("pilot: a");
        ExpectMsg("pilot: b");
        probe.ExpectMsg("a");
    }

    [Fact]
    public void AwaitCondition_and_AwaitAssert_wait_and_fail_in_the_end()
    {
        var calls = 0;
        AwaitCondition(() => ++calls > 3, TimeSpan.FromSeconds(5));
        AwaitAssert(() => Assert.True(++calls > 8), TimeSpan.FromSeconds(5));
        Assert.ThrowsAny<XunitException>(() => AwaitCondition(() => false, Short));
        Assert.ThrowsAny<XunitException>(() => AwaitAssert(() => Assert.Fail("never"), Short));
    }

    [Fact]
    public void Within_bounds_the_expectations_inside()
    {
        Within(TimeSpan.FromSeconds(5), () =>
        {
            TestActor.Tell(1);
            ExpectMsg(1);
            Assert.True(Remaining <= TimeSpan.FromSeconds(5));
        });
        Assert.ThrowsAny<XunitException>(() => Within(Short, () => ExpectMsg<int>()));
        Assert.ThrowsAny<XunitException>(() => Within(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2), () => { }));
    }

    [Fact]
    public void Event_filters_count_matching_events_exactly()
    {
        EventFilter.Warning("careful").ExpectOne(() => Log.Warning("careful"));
        EventFilter.Error(start: "bad").Expect(2, () =>
        {
            Log.Error("bad thing");
            Log.Error(new InvalidOperationException("cause"), "bad {0}", 2);
        });
        Assert.ThrowsAny<XunitException>(() => EventFilter.Info("x").ExpectOne(TimeSpan.FromMilliseconds(20), () => { }));
        EventFilter.Exception<InvalidOperationException>("cause").And.Warning(contains: "care").Expect(2, () =>
        {
            Log.Error(new InvalidOperationException("cause"), "text");
            Log.Warning("take care");
        });
    }

    [Fact]
    public void Levels_below_the_configured_one_are_not_logged()
    {
        Assert.False(Log.IsDebugEnabled);
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        Log.Debug("hidden");
        Log.Info("shown");
        var first = FishForMessage<LogEvent>(e => e.Message.ToString() is "hidden" or "shown");
        Assert.Equal("shown", first.Message.ToString());
    }
}
