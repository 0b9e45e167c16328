using Akka.Actor;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Contract;

public class TestKitSchedulerTests : TestKit
{
    public TestKitSchedulerTests()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
    }

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public void Nothing_falls_due_before_its_virtual_time()
    {
        Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromHours(1), TestActor, "due", ActorRefs.NoSender);
        Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        ExpectNoMsg(TimeSpan.FromMilliseconds(10));
        Clock.Advance(TimeSpan.FromTicks(1));
        ExpectMsg("due");
    }

    [Fact]
    public void A_question_without_an_answer_times_out_under_virtual_time()
    {
        var silent = CreateTestProbe();
        var asking = ActorOf(() => new Asking(silent.Ref, TestActor));
        asking.Tell("ask");
        silent.ExpectMsg("question");
        Clock.Advance(TimeSpan.FromSeconds(29));
        ExpectNoMsg(TimeSpan.FromMilliseconds(10));
        Clock.Advance(TimeSpan.FromSeconds(1));
        ExpectMsg("timed out");
    }

    [Fact]
    public void An_answer_in_time_takes_the_time_out_back()
    {
        var answering = CreateTestProbe();
        var asking = ActorOf(() => new Asking(answering.Ref, TestActor));
        asking.Tell("ask");
        answering.ExpectMsg("question");
        answering.Reply(42);
        ExpectMsg("answered 42");
        Clock.Advance(TimeSpan.FromMinutes(1));
        ExpectNoMsg(TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public void Things_due_run_in_the_order_of_their_times()
    {
        foreach (var seconds in new[] { 3, 1, 2 })
            Sys.Scheduler.ScheduleTellOnce(TimeSpan.FromSeconds(seconds), TestActor, seconds, ActorRefs.NoSender);
        Clock.Advance(TimeSpan.FromSeconds(3));
        ExpectMsg(1);
        ExpectMsg(2);
        ExpectMsg(3);
    }

    [Fact]
    public void The_clock_does_not_go_back()
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Throws<InvalidOperationException>(() => Clock.AdvanceTo(Clock.Now - TimeSpan.FromTicks(1)));
    }

    private sealed class Asking : ReceiveActor
    {
        public Asking(IActorRef target, IActorRef report)
        {
            ICancelable? timeout = null;
            Receive<string>(text => text == "ask", _ =>
            {
                timeout = Context.System.Scheduler.ScheduleTellOnceCancelable(TimeSpan.FromSeconds(30), Self, "late", Self);
                target.Tell("question");
            });
            Receive<string>(_ => report.Tell("timed out"));
            Receive<int>(answer =>
            {
                timeout!.Cancel();
                report.Tell($"answered {answer}");
            });
        }
    }
}
