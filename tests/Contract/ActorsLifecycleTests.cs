using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Contract;

public class ActorsLifecycleTests : TestKit
{
    [Fact]
    public void A_constructor_runs_on_the_system_not_on_the_caller()
    {
        using var release = new ManualResetEventSlim();
        var caller = Environment.CurrentManagedThreadId;
        var actor = ActorOf(() => new SlowToStart(release, TestActor));
        // ActorOf has returned although the constructor waits for us.
        actor.Tell("hello");
        release.Set();
        Assert.NotEqual(caller, ExpectMsg<int>());
        ExpectMsg("hello");
    }

    [Fact]
    public void PoisonPill_stops_after_the_messages_before_it()
    {
        var actor = Watch(ActorOf(() => new Echo(TestActor)));
        actor.Tell(1);
        actor.Tell(2);
        actor.Tell(PoisonPill.Instance);
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectTerminated(actor);
    }

    [Fact]
    public void Kill_makes_the_actor_fail_and_by_default_stop()
    {
        var actor = Watch(ActorOf(() => new Echo(TestActor)));
        EventFilter.Exception<ActorKilledException>().ExpectOne(() => actor.Tell(Kill.Instance));
        ExpectTerminated(actor);
    }

    [Fact]
    public void Stop_lets_the_message_in_hand_finish_and_the_others_become_dead_letters()
    {
        using var inside = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var actor = Watch(ActorOf(() => new Held(inside, release, TestActor)));
        EventFilter.DeadLetter<int>().Expect(2, () =>
        {
            actor.Tell("hold");
            inside.Wait();
            actor.Tell(1);
            actor.Tell(2);
            Sys.Stop(actor);
            release.Set();
        });
        ExpectMsg("finished");
        ExpectTerminated(actor);
    }

    [Fact]
    public void A_parent_ends_after_its_children()
    {
        var parent = Watch(ActorOf(() => new Family(TestActor)));
        parent.Tell("end");
        ExpectMsg("child stopped");
        ExpectMsg("parent stopped");
        ExpectTerminated(parent);
    }

    [Fact]
    public void A_name_is_free_again_once_its_actor_has_ended()
    {
        var first = Watch(ActorOf(() => new Echo(TestActor), "unit"));
        Assert.Throws<InvalidActorNameException>(() => ActorOf(() => new Echo(TestActor), "unit"));
        Sys.Stop(first);
        ExpectTerminated(first);
        IActorRef? second = null;
        AwaitAssert(() => second = ActorOf(() => new Echo(TestActor), "unit"));
        Assert.Equal(first.Path, second!.Path);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$mine")]
    [InlineData("a/b")]
    public void A_name_that_a_path_cannot_have_is_refused(string name) =>
        Assert.Throws<InvalidActorNameException>(() => ActorOf(() => new Echo(TestActor), name));

    [Fact]
    public void A_path_is_its_place_in_the_tree()
    {
        var actor = ActorOf(() => new Echo(TestActor), "unit");
        Assert.Equal("akka://test/user/unit", actor.Path.ToString());
        Assert.Equal("/user/unit", actor.Path.ToStringWithoutAddress());
        Assert.Equal(["user", "unit"], actor.Path.Elements);
        Assert.Equal("unit", actor.Path.Name);
    }

    [Fact]
    public void An_actor_made_with_new_is_refused()
    {
        var report = TestActor;
        Exception? refusal = null;
        // A thread of its own: on the test's thread the test actor counts as running.
        var outside = new Thread(() => refusal = Record.Exception(() => new Echo(report)));
        outside.Start();
        outside.Join();
        Assert.IsType<ActorInitializationException>(refusal);
    }

    [Fact]
    public async Task Terminate_ends_every_actor_before_it_completes()
    {
        var system = ActorSystem.Create("other");
        var hasRun = false;
        system.RegisterOnTermination(() => hasRun = true);
        system.ActorOf(Props.Create(() => new Family(TestActor)));
        await system.Terminate();
        Assert.True(hasRun);
        Assert.True(system.WhenTerminated.IsCompleted);
        ExpectMsg("child stopped");
        ExpectMsg("parent stopped");
    }

    private sealed class Echo : ReceiveActor
    {
        public Echo(IActorRef report) => ReceiveAny(report.Tell);
    }

    private sealed class SlowToStart : ReceiveActor
    {
        public SlowToStart(ManualResetEventSlim release, IActorRef report)
        {
            release.Wait();
            report.Tell(Environment.CurrentManagedThreadId);
            ReceiveAny(report.Tell);
        }
    }

    private sealed class Held : ReceiveActor
    {
        public Held(ManualResetEventSlim inside, ManualResetEventSlim release, IActorRef report)
        {
            Receive<string>(_ =>
            {
                inside.Set();
                release.Wait();
                report.Tell("finished");
            });
            Receive<int>(n => report.Tell(n));
        }
    }

    private sealed class Family : ReceiveActor
    {
        private readonly IActorRef _report;

        public Family(IActorRef report)
        {
            _report = report;
            Context.ActorOf(Props.Create(() => new ChildOfFamily(report)));
            Receive<string>(_ => Context.Stop(Self));
        }

        protected override void PostStop() => _report.Tell("parent stopped");
    }

    private sealed class ChildOfFamily : ReceiveActor
    {
        private readonly IActorRef _report;

        public ChildOfFamily(IActorRef report) => _report = report;

        protected override void PostStop() => _report.Tell("child stopped");
    }
}
