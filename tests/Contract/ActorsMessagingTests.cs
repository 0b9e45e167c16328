using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Contract;

public class ActorsMessagingTests : TestKit
{
    [Fact]
    public void A_message_to_a_dead_actor_is_a_dead_letter_with_sender_and_recipient()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        var actor = Watch(ActorOf(() => new Silent()));
        Sys.Stop(actor);
        ExpectTerminated(actor);
        actor.Tell("too late");
        var dead = ExpectMsg<DeadLetter>();
        Assert.Equal("too late", dead.Message);
        Assert.Equal(actor, dead.Recipient);
        Assert.Equal(TestActor, dead.Sender);
    }

    [Fact]
    public void A_message_that_no_handler_takes_is_published_as_unhandled()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(UnhandledMessage));
        var actor = ActorOf(() => new Silent());
        actor.Tell(42);
        var unhandled = ExpectMsg<UnhandledMessage>();
        Assert.Equal(42, unhandled.Message);
        Assert.Equal(actor, unhandled.Recipient);
        EventFilter.Warning(start: "Unhandled message from", source: actor.Path.ToString()).ExpectOne(() => actor.Tell(43));
    }

    [Fact]
    public void The_first_handler_that_accepts_wins_and_a_refusal_tries_the_next()
    {
        var actor = ActorOf(() => new Choosy(TestActor));
        actor.Tell(-1);
        actor.Tell(200);
        actor.Tell(5);
        actor.Tell("text");
        ExpectMsg("negative");
        ExpectMsg("large");
        ExpectMsg("number");
        ExpectMsg("anything");
    }

    [Fact]
    public void Become_replaces_and_stacked_behaviours_come_back()
    {
        var actor = ActorOf(() => new Moody(TestActor));
        foreach (var text in new[] { "first", "push", "second", "pop", "third", "replace", "fourth" })
            actor.Tell(text);
        ExpectMsg("calm first");
        ExpectMsg("angry second");
        ExpectMsg("calm third");
        ExpectMsg("angry fourth");
    }

    [Fact]
    public void Stashed_messages_come_back_before_those_that_wait()
    {
        var actor = ActorOf(() => new Stasher(TestActor));
        foreach (object message in new object[] { 1, 2, "open", 3 })
            actor.Tell(message);
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectMsg(3);
    }

    [Fact]
    public void Forward_keeps_the_sender()
    {
        var answering = ActorOf(() => new Answering());
        var relay = ActorOf(() => new Relay(answering));
        relay.Tell("hello");
        ExpectMsgFrom(answering, "HELLO");
    }

    [Fact]
    public async Task Ask_completes_with_the_answer()
    {
        var actor = ActorOf(() => new Answering());
        Assert.Equal("HELLO", await actor.Ask<string>("hello", TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Ask_fails_with_the_cause_of_a_failure_and_for_an_answer_of_another_type()
    {
        var actor = ActorOf(() => new Answering());
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => actor.Ask<string>(13, TimeSpan.FromSeconds(5)));
        Assert.Equal("unlucky", failure.Message);
        await Assert.ThrowsAsync<ArgumentException>(() => actor.Ask<int>("hello", TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task Ask_without_an_answer_times_out()
    {
        var actor = ActorOf(() => new Silent());
        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>("hello", TimeSpan.FromMilliseconds(10)));
    }

    [Fact]
    public void Nobody_swallows_and_a_missing_sender_is_the_dead_letters()
    {
        ActorRefs.Nobody.Tell("gone", TestActor);
        Assert.True(ActorRefs.Nobody.IsNobody());
        var actor = ActorOf(() => new SenderReporter(TestActor));
        actor.Tell("who?", ActorRefs.NoSender);
        ExpectMsg<IActorRef>(sender => Assert.Equal(Sys.DeadLetters, sender));
    }

    [Fact]
    public void The_event_stream_reaches_subscribers_of_a_base_type()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(LogEvent));
        Sys.EventStream.Publish(new Warning("source", GetType(), "careful"));
        ExpectMsg<Warning>(w => Assert.Equal("careful", w.Message));
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        Sys.EventStream.Unsubscribe(TestActor);
        Sys.EventStream.Publish(new Warning("source", GetType(), "again"));
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
    }

    private sealed class Silent : ReceiveActor
    {
        public Silent() => Receive<string>(_ => { });
    }

    private sealed class SenderReporter : ReceiveActor
    {
        public SenderReporter(IActorRef report) => ReceiveAny(_ => report.Tell(Sender));
    }

    private sealed class Choosy : ReceiveActor
    {
        public Choosy(IActorRef report)
        {
            Receive<int>(_ => report.Tell("negative"), n => n < 0);
            Receive<int>(n =>
            {
                if (n > 100)
                    report.Tell("large");
                return n > 100;
            });
            Receive<int>(_ => report.Tell("number"));
            ReceiveAny(_ => report.Tell("anything"));
        }
    }

    private sealed class Moody : ReceiveActor
    {
        private readonly IActorRef _report;

        public Moody(IActorRef report)
        {
            _report = report;
            Calm();
        }

        private void Calm()
        {
            Receive<string>(text => text == "push", _ => BecomeStacked(Angry));
            Receive<string>(text => text == "replace", _ => Become(Angry));
            Receive<string>(text => _report.Tell("calm " + text));
        }

        private void Angry()
        {
            Receive<string>(text => text == "pop", _ => UnbecomeStacked());
            Receive<string>(text => _report.Tell("angry " + text));
        }
    }

    private sealed class Stasher : ReceiveActor, IWithUnboundedStash
    {
        public Stasher(IActorRef report)
        {
            Receive<int>(_ => Stash.Stash());
            Receive<string>(_ =>
            {
                Become(() => Receive<int>(n => report.Tell(n)));
                Stash.UnstashAll();
            });
        }

        public IStash Stash { get; set; } = null!;
    }

    private sealed class Relay : ReceiveActor
    {
        public Relay(IActorRef target) => ReceiveAny(target.Forward);
    }

    private sealed class Answering : ReceiveActor
    {
        public Answering()
        {
            Receive<string>(text => Sender.Tell(text.ToUpperInvariant()));
            Receive<int>(_ => Sender.Tell(new Status.Failure(new InvalidOperationException("unlucky"))));
        }
    }
}
