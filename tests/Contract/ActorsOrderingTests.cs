using Akka.Actor;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Contract;

public class ActorsOrderingTests : TestKit
{
    private const string Groups = """
        group-a {
          type = ForkJoinDispatcher
          throughput = 7
          dedicated-thread-pool.thread-count = 1
        }
        group-b {
          type = ForkJoinDispatcher
          throughput = 100
          dedicated-thread-pool.thread-count = 1
        }
        """;

    public ActorsOrderingTests()
        : base(Groups)
    {
    }

    [Theory]
    [InlineData("group-a")]
    [InlineData("group-b")]
    [InlineData("akka.actor.default-dispatcher")]
    public void Messages_of_one_sender_arrive_in_the_order_sent(string dispatcher)
    {
        var target = ActorOf(Props.Create(() => new Collector(1, 10_000, TestActor)).WithDispatcher(dispatcher));
        for (var i = 0; i < 10_000; i++)
            target.Tell(new Numbered(0, i));
        ExpectMsg("in order");
    }

    [Fact]
    public void Eight_threads_at_once_keep_the_order_of_each_and_lose_nothing()
    {
        const int Each = 50_000;
        var target = ActorOf(Props.Create(() => new Collector(8, Each, TestActor)).WithDispatcher("group-b"));
        var threads = Enumerable.Range(0, 8).Select(sender => new Thread(() =>
        {
            for (var i = 0; i < Each; i++)
                target.Tell(new Numbered(sender, i), ActorRefs.NoSender);
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        ExpectMsg("in order", TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_message_that_follows_from_another_never_overtakes_it()
    {
        // The test tells X to the target and then Y to the relay, which tells Z to the target: X comes before Z.
        var target = ActorOf(Props.Create(() => new CauseBeforeEffect(TestActor)).WithDispatcher("group-a"));
        var relay = ActorOf(Props.Create(() => new Relay(target)).WithDispatcher("group-a"));
        for (var i = 0; i < 2_000; i++)
        {
            target.Tell(new Cause(i));
            relay.Tell(new Effect(i));
        }
        ExpectMsg("causes first", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Ten_million_messages_across_two_threads_all_arrive()
    {
        const int Count = 10_000_000;
        var sink = ActorOf(Props.Create(() => new Counter(Count, TestActor)).WithDispatcher("group-b"));
        var source = ActorOf(Props.Create(() => new Source(Count, sink)).WithDispatcher("group-a"));
        source.Tell(Source.Go);
        ExpectMsg((long)Count, TimeSpan.FromSeconds(60));
        ExpectNoMsg(TimeSpan.FromMilliseconds(20));
    }

    private sealed record Numbered(int Sender, int Number);

    private sealed record Cause(int Number);

    private sealed record Effect(int Number);

    private sealed class Collector : ReceiveActor
    {
        public Collector(int senders, int each, IActorRef report)
        {
            var next = new int[senders];
            var left = senders * each;
            Receive<Numbered>(m =>
            {
                if (next[m.Sender]++ != m.Number)
                    report.Tell($"sender {m.Sender}: got {m.Number} as number {next[m.Sender] - 1}");
                if (--left == 0)
                    report.Tell("in order");
            });
        }
    }

    private sealed class Relay : ReceiveActor
    {
        public Relay(IActorRef target) => Receive<Effect>(target.Tell);
    }

    private sealed class CauseBeforeEffect : ReceiveActor
    {
        public CauseBeforeEffect(IActorRef report)
        {
            var causes = 0;
            Receive<Cause>(_ => causes++);
            Receive<Effect>(e =>
            {
                if (causes <= e.Number)
                    report.Tell($"effect {e.Number} after {causes} causes");
                if (e.Number == 1_999)
                    report.Tell("causes first");
            });
        }
    }

    private sealed class Source : UntypedActor
    {
        public static readonly object Go = new();
        private readonly IActorRef _sink;
        private int _left;

        public Source(int count, IActorRef sink)
        {
            _left = count;
            _sink = sink;
        }

        protected override void OnReceive(object message)
        {
            for (var i = 0; i < 1_000 && _left > 0; i++, _left--)
                _sink.Tell(Go, Self);
            if (_left > 0)
                Self.Tell(Go, Self);
        }
    }

    private sealed class Counter : UntypedActor
    {
        private readonly long _count;
        private readonly IActorRef _report;
        private long _received;

        public Counter(long count, IActorRef report)
        {
            _count = count;
            _report = report;
        }

        protected override void OnReceive(object message)
        {
            if (++_received >= _count)
                _report.Tell(_received);
        }
    }
}
