using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Contract;

public class ActorsSupervisionTests : TestKit
{
    [Fact]
    public void A_failed_child_is_restarted_by_default_and_keeps_its_mailbox()
    {
        var child = ActorOf(() => new Child(TestActor));
        ExpectMsg("start");
        EventFilter.Exception<InvalidOperationException>("boom").ExpectOne(() =>
        {
            child.Tell(1);
            child.Tell("boom");
            child.Tell(2);
        });
        ExpectMsg("count 1");
        ExpectMsg("before restart: boom on boom");
        ExpectMsg("stop");
        ExpectMsg("after restart: boom");
        ExpectMsg("start");
        ExpectMsg("count 1");
    }

    [Fact]
    public void Resume_keeps_the_state_and_goes_on_with_the_next_message()
    {
        var parent = ActorOf(() => new Parent(TestActor, Directive.Resume));
        ExpectMsg("start");
        parent.Tell(1);
        parent.Tell("boom");
        parent.Tell(2);
        ExpectMsg("count 1");
        ExpectMsg("count 2");
    }

    [Fact]
    public void Stop_ends_the_child_and_its_waiting_messages_become_dead_letters()
    {
        var parent = ActorOf(() => new Parent(TestActor, Directive.Stop));
        ExpectMsg("start");
        EventFilter.DeadLetter<int>().Expect(2, () =>
        {
            parent.Tell(new Batch("boom", 2, 3));
            ExpectMsg("stop");
        });
    }

    [Fact]
    public void Escalation_makes_the_parent_fail_with_the_cause_of_the_child()
    {
        var top = ActorOf(() => new Grandparent(TestActor));
        ExpectMsg("start");
        top.Tell("boom");
        ExpectMsg("grandparent decides on boom");
        ExpectMsg("stop");
        ExpectMsg("start");
    }

    [Fact]
    public void More_failures_than_retries_permit_stop_the_child()
    {
        var parent = ActorOf(() => new Parent(TestActor, Directive.Restart, 2));
        ExpectMsg("start");
        for (var i = 0; i < 2; i++)
        {
            parent.Tell("boom");
            ExpectMsg("before restart: boom on boom");
            ExpectMsg("stop");
            ExpectMsg("after restart: boom");
            ExpectMsg("start");
        }
        parent.Tell("boom");
        ExpectMsg("stop");
        parent.Tell("child?");
        ExpectMsg("ended");
    }

    [Fact]
    public void A_constructor_that_throws_stops_the_actor_and_logs_why()
    {
        EventFilter.Exception<ActorInitializationException>(contains: "no luck").ExpectOne(() =>
        {
            var actor = ActorOf(() => new Unlucky());
            Watch(actor);
            ExpectTerminated(actor);
        });
    }

    [Fact]
    public void Children_are_stopped_before_their_parent_restarts()
    {
        var parent = ActorOf(() => new FailingParent(TestActor));
        ExpectMsg("start");
        parent.Tell("boom");
        ExpectMsg("stop");
        ExpectMsg("start");
    }

    [Fact]
    public async Task A_failure_that_reaches_an_escalating_guardian_ends_the_system_with_path_and_cause_in_the_log()
    {
        var config = ConfigurationFactory.ParseString(
            $"akka.loggers = []\nakka.actor.guardian-supervisor-strategy = \"{typeof(Escalating).AssemblyQualifiedName}\"");
        var system = ActorSystem.Create("fatal", config);
        system.EventStream.Subscribe(TestActor, typeof(Error));
        var actor = system.ActorOf(Props.Create(() => new Child(TestActor)), "unit");
        ExpectMsg("start");
        actor.Tell("boom");
        FishForMessage<Error>(e => e.Cause is InvalidOperationException { Message: "boom" });
        await system.WhenTerminated;
    }

    public sealed class Escalating : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(_ => Directive.Escalate);
    }

    private sealed record Batch(params object[] Messages);

    private sealed class Child : ReceiveActor
    {
        private readonly IActorRef _report;
        private int _count;

        public Child(IActorRef report)
        {
            _report = report;
            Receive<string>(text => throw new InvalidOperationException(text));
            Receive<int>(_ => _report.Tell($"count {++_count}"));
        }

        protected override void PreStart() => _report.Tell("start");

        protected override void PostStop() => _report.Tell("stop");

        protected override void PreRestart(Exception reason, object message)
        {
            _report.Tell($"before restart: {reason.Message} on {message}");
            base.PreRestart(reason, message);
        }

        protected override void PostRestart(Exception reason)
        {
            _report.Tell($"after restart: {reason.Message}");
            base.PostRestart(reason);
        }
    }

    private sealed class QuietChild : UntypedActor
    {
        private readonly IActorRef _report;

        public QuietChild(IActorRef report) => _report = report;

        protected override void OnReceive(object message) => throw new InvalidOperationException(message.ToString());

        protected override void PreStart() => _report.Tell("start");

        protected override void PostStop() => _report.Tell("stop");
    }

    private sealed class Parent : ReceiveActor
    {
        private readonly Directive _directive;
        private readonly int _retries;

        public Parent(IActorRef report, Directive directive, int retries = -1)
        {
            _directive = directive;
            _retries = retries;
            var child = Context.ActorOf(Props.Create(() => new Child(report)));
            Context.Watch(child);
            var hasEnded = false;
            Receive<Terminated>(_ => hasEnded = true);
            Receive<string>(text => text == "child?" && hasEnded, _ => report.Tell("ended"));
            Receive<Batch>(batch =>
            {
                foreach (var message in batch.Messages)
                    child.Tell(message);
            });
            Receive<string>(text =>
            {
                if (text == "child?")
                    Self.Tell(text);
                else
                    child.Tell(text);
            });
            ReceiveAny(child.Tell);
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            new OneForOneStrategy(_retries, -1, Decider.From(_ => _directive));
    }

    private sealed class Grandparent : ReceiveActor
    {
        private readonly IActorRef _report;

        public Grandparent(IActorRef report)
        {
            _report = report;
            var middle = Context.ActorOf(Props.Create(() => new Middle(report)));
            ReceiveAny(middle.Tell);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(cause =>
        {
            _report.Tell($"grandparent decides on {cause.Message}");
            return Directive.Restart;
        });
    }

    private sealed class Middle : ReceiveActor
    {
        public Middle(IActorRef report)
        {
            var child = Context.ActorOf(Props.Create(() => new QuietChild(report)));
            ReceiveAny(child.Tell);
        }

        protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Escalate);
    }

    private sealed class FailingParent : ReceiveActor
    {
        public FailingParent(IActorRef report)
        {
            Context.ActorOf(Props.Create(() => new QuietChild(report)), "same-name");
            Receive<string>(text => throw new InvalidOperationException(text));
        }
    }

    private sealed class Unlucky : ReceiveActor
    {
        public Unlucky() => throw new InvalidOperationException("no luck");
    }
}
