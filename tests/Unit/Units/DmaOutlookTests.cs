using ActorSim.Actors.Dma;
using ActorSim.Actors.Dram;
using ActorSim.Actors.Noc;
using ActorSim.Kernel;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>
/// What a DMA engine tells a channel that works ahead: no request comes before this time. The core waits for data in these tests, so
/// the next request is one that it issues after a descriptor's last answer, which may come any time after the descriptor's requests.
/// </summary>
public class DmaOutlookTests : TestKit
{
    private const int Ports = 16;
    private const int NocLatency = 10;
    private const int Channels = 2;
    private static readonly Clock Clock = new Timebase(940_000_000).Clock("all", 940_000_000);
    private readonly BatchPool<ResponseBatch> _pool = new(pool => new ResponseBatch(pool));
    private readonly List<(long Cycle, long Outlook)> _seen = [];

    /// <summary>The second answer queues behind the first, so it is taken before the cycle that was noted for it.</summary>
    [Fact]
    public void Load_after_a_pause_may_be_answered_soon()
    {
        Run([(10, 2), (300, 2)], batch => batch.PushCycle(0) + 100, 5);
        AssertSoon(_seen[^1]);
    }

    [Fact]
    public void Small_load_may_be_answered_before_the_large_one_that_is_in_flight()
    {
        // Answers of the large load come in from cycle 110 on, and its last one is 800 / 16 cycles away at least. The small one lies in the
        // other channel.
        Run([(10, 800), (120, 1)], batch => Math.Max(110, batch.PushCycle(0) + 10), 1);
        AssertSoon(_seen[^1]);
    }

    private static void AssertSoon((long Cycle, long Outlook) seen) => Assert.InRange(seen.Outlook, seen.Cycle, seen.Cycle + NocLatency);

    private void Run((long Issue, int Requests)[] loads, Func<RequestBatch, long> firstAnswer, int cyclesBetweenAnswers)
    {
        var builder = new TopologyBuilder();
        var core = builder.Add(new Probe("core", Clock, TestActor) { OnlyReacts = true }, 0);
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Interleave, Channels);
        var dma = builder.Add(new DmaProcess("dma", 0, new DmaSpec(Ports, 32), new CrossbarSpec(NocLatency), map, true, Clock, Clock), 0);
        var channels = Enumerable.Range(0, Channels).Select(m => builder.Add(new Probe($"channel-{m}", Clock, Sys.DeadLetters), 1 + m)).ToArray();
        var (issue, toCore) = (builder.Connect(core, dma, Clock.PeriodTicks), builder.Connect(dma, core, 1));
        builder.Reactive(issue, toCore);
        var requests = channels.Select(channel => builder.Connect(dma, channel, 1)).ToArray();
        var answers = channels.Select(channel => builder.Connect(channel, dma, Clock.PeriodTicks)).ToArray();
        dma.Wire(issue, toCore, requests, answers);
        for (var m = 0; m < Channels; m++)
        {
            var (ask, answer, at) = (requests[m], answers[m], m);
            builder.Reactive(ask, answer);
            channels[m].Answer = e =>
            {
                var batch = (RequestBatch)e.Body!;
                _seen.Add((Clock.LastAtOrBefore(e.Time), Clock.LastAtOrBefore(SimTime.Min(dma.Outlook(ask, e.Time), Clock.At(1_000_000)))));
                Answer(batch, answer, at, firstAnswer(batch), cyclesBetweenAnswers);
            };
        }

        var source = new Loads(loads);
        for (var i = 0; i < loads.Length; i++)
        {
            var (at, index) = (Clock.At(loads[i].Issue), i);
            core.Plan(Clock.At(loads[i].Issue - 1), () => issue.Send(at, DmaMessages.IssuePriority, DmaMessages.Issue, index, source));
        }

        new SequentialSynchronizer().Run(builder.Build());
        Assert.Equal(0, dma.InFlight);
    }

    private void Answer(RequestBatch batch, Link answers, int channel, long first, int cyclesBetweenAnswers)
    {
        var response = _pool.Rent();
        response.Channel = channel;
        response.BaseCycle = first;
        for (var i = 0; i < batch.Count; i++)
        {
            response.Add(first + (i * cyclesBetweenAnswers), batch.Tag.Slot, 0);
        }

        batch.Return();
        answers.Send(Clock.At(first) + 1, DmaMessages.ResponsePriority, DmaMessages.Responses, 0, response);
    }

    private sealed class Loads((long Issue, int Requests)[] loads) : ITransferSource
    {
        public int TraceIndex => 0;

        public int KernelId => 0;

        public bool IsStore(int instruction) => false;

        public int TensorOf(int instruction) => 0;

        public void FillRuns(int instruction, RequestRuns runs, int requestBytes) =>
            runs.Build((instruction << 16) + (instruction * requestBytes), [loads[instruction].Requests], [Channels * requestBytes], 1, requestBytes);
    }
}
