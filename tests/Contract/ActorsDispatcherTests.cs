using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Contract;

public class ActorsDispatcherTests : TestKit
{
    private const string Groups = """
        core-0 {
          type = ForkJoinDispatcher
          throughput = 10
          dedicated-thread-pool.thread-count = 1
        }
        core-1 {
          type = ForkJoinDispatcher
          throughput = 10
          dedicated-thread-pool.thread-count = 1
        }
        own.type = PinnedDispatcher
        """;

    public ActorsDispatcherTests()
        : base(Groups)
    {
    }

    [Fact]
    public void All_actors_of_a_group_of_one_thread_run_on_that_thread()
    {
        var zero = Threads("core-0", 10);
        var one = Threads("core-1", 10);
        Assert.Single(zero);
        Assert.Single(one);
        Assert.NotEqual(zero.Single(), one.Single());
    }

    [Fact]
    public void Pinned_actors_have_a_thread_each() => Assert.Equal(4, Threads("own", 4).Count);

    [Fact]
    public void An_actor_that_always_has_work_leaves_turns_to_others_of_its_group()
    {
        var busy = ActorOf(Props.Create(() => new Busy()).WithDispatcher("core-0"));
        busy.Tell("go");
        var reporter = ActorOf(Props.Create(() => new ThreadReporter(TestActor)).WithDispatcher("core-0"));
        reporter.Tell("where?");
        ExpectMsg<int>();
        Watch(busy);
        Sys.Stop(busy);
        ExpectTerminated(busy);
    }

    [Fact]
    public void A_dispatcher_that_is_not_configured_is_refused_by_name()
    {
        var error = Assert.Throws<ConfigurationException>(
            () => ActorOf(Props.Create(() => new Busy()).WithDispatcher("core-7")));
        Assert.Contains("core-7", error.Message);
    }

    [Fact]
    public void A_parked_group_wakes_for_every_message()
    {
        var reporter = ActorOf(Props.Create(() => new ThreadReporter(TestActor)).WithDispatcher("core-0"));
        for (var i = 0; i < 2_000; i++)
        {
            reporter.Tell("where?");
            ExpectMsg<int>();
        }
    }

    [Fact]
    public void An_actor_that_waits_does_not_hold_up_another_while_the_pool_has_a_thread()
    {
        for (var round = 0; round < 100; round++)
        {
            using var opened = new ManualResetEventSlim();
            var waiting = ActorOf(() => new Gate(TestActor));
            var opening = ActorOf(() => new Gate(TestActor));
            waiting.Tell(new Action(() => Assert.True(opened.Wait(TimeSpan.FromSeconds(20)))));
            opening.Tell(new Action(opened.Set));
            ReceiveN(2, TimeSpan.FromSeconds(20));
        }
    }

    private HashSet<int> Threads(string dispatcher, int actors)
    {
        var reporters = Enumerable.Range(0, actors)
            .Select(_ => ActorOf(Props.Create(() => new ThreadReporter(TestActor)).WithDispatcher(dispatcher)))
            .ToList();
        for (var round = 0; round < 5; round++)
            reporters.ForEach(r => r.Tell("where?"));
        return ReceiveN(actors * 5).Cast<int>().ToHashSet();
    }

    private sealed class ThreadReporter : ReceiveActor
    {
        public ThreadReporter(IActorRef report) => ReceiveAny(_ => report.Tell(Environment.CurrentManagedThreadId));
    }

    private sealed class Gate : ReceiveActor
    {
        public Gate(IActorRef report) => Receive<Action>(action =>
        {
            action();
            report.Tell("done");
        });
    }

    private sealed class Busy : ReceiveActor
    {
        public Busy() => Receive<string>(text => Self.Tell(text));
    }
}
