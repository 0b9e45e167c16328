using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Contract;

public class ActorsDeathWatchTests : TestKit
{
    [Fact]
    public void The_end_of_a_watched_actor_is_told_once()
    {
        var actor = ActorOf(() => new Idle());
        Watch(actor);
        Watch(actor);
        Sys.Stop(actor);
        ExpectTerminated(actor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void Watching_a_dead_actor_tells_at_once()
    {
        var actor = Watch(ActorOf(() => new Idle()));
        Sys.Stop(actor);
        ExpectTerminated(actor);
        var late = CreateTestProbe();
        late.Watch(actor);
        late.ExpectTerminated(actor);
    }

    [Fact]
    public void What_an_actor_said_before_its_end_comes_before_the_news_of_it()
    {
        var actor = Watch(ActorOf(() => new LastWords(TestActor)));
        actor.Tell("end");
        ExpectMsg("farewell");
        ExpectMsg("from PostStop");
        ExpectTerminated(actor);
    }

    [Fact]
    public void After_unwatch_nothing_is_told()
    {
        var actor = ActorOf(() => new Idle());
        Watch(actor);
        Unwatch(actor);
        var other = CreateTestProbe();
        other.Watch(actor);
        Sys.Stop(actor);
        other.ExpectTerminated(actor);
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public void An_actor_that_ignores_the_end_of_one_it_watches_fails()
    {
        var watched = ActorOf(() => new Idle());
        var watcher = ActorOf(() => new Careless(watched, TestActor));
        ExpectMsg("watching");
        Watch(watcher);
        EventFilter.Exception<DeathPactException>().ExpectOne(() => Sys.Stop(watched));
        ExpectTerminated(watcher);
    }

    [Fact]
    public void WatchWith_sends_the_given_message_instead()
    {
        var watched = ActorOf(() => new Idle());
        ActorOf(() => new Substitute(watched, TestActor));
        ExpectMsg("watching");
        Sys.Stop(watched);
        ExpectMsg("it is gone");
    }

    [Fact]
    public void A_restart_is_not_an_end()
    {
        var actor = Watch(ActorOf(() => new Fragile()));
        EventFilter.Exception<InvalidOperationException>().ExpectOne(() => actor.Tell("boom"));
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
        Sys.Stop(actor);
        ExpectTerminated(actor);
    }

    private sealed class Idle : ReceiveActor
    {
    }

    private sealed class LastWords : ReceiveActor
    {
        private readonly IActorRef _report;

        public LastWords(IActorRef report)
        {
            _report = report;
            Receive<string>(_ =>
            {
                report.Tell("farewell");
                Context.Stop(Self);
            });
        }

        protected override void PostStop() => _report.Tell("from PostStop");
    }

    private sealed class Careless : ReceiveActor
    {
        public Careless(IActorRef watched, IActorRef report)
        {
            Context.Watch(watched);
            report.Tell("watching");
        }
    }

    private sealed class Substitute : ReceiveActor
    {
        public Substitute(IActorRef watched, IActorRef report)
        {
            Context.WatchWith(watched, "it is gone");
            report.Tell("watching");
            Receive<string>(report.Tell);
        }
    }

    private sealed class Fragile : ReceiveActor
    {
        public Fragile() => Receive<string>(text => throw new InvalidOperationException(text));
    }
}
