using ActorSim.Actors.Dma;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>
/// What a DMA engine tells a channel that works ahead: no request comes before this time. The core waits for data in these tests, so
/// the next request is one that it issues after a descriptor's last answer, which may come any time after the descriptor's requests.
/// </summary>
public class DmaPromiseTests() : TestKit(SimulationSystem.Configuration())
{
    private const int Ports = 16;
    private const int NocLatency = 10;
    private const int Channels = 2;
    private static readonly Clock Clock = new Timebase(940_000_000).Clock("all", 940_000_000);
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
        var core = builder.Add(new ProbeUnit("core", Clock, TestActor) { OnlyReacts = true }, 0);
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Interleave, Channels);
        var dma = builder.Add(new DmaUnit("dma", 0, new DmaSpec(Ports, 32), new CrossbarSpec(NocLatency), map, true, Clock, Clock), 0);
        var channels = Enumerable.Range(0, Channels).Select(m => builder.Add(new ProbeUnit($"channel-{m}", Clock, Sys.DeadLetters), 1 + m)).ToArray();
        var (issue, toCore) = (builder.Connect<TransferIssued>(core, dma, Clock.PeriodTicks), builder.Connect<TransferReport>(dma, core, 1));
        builder.Reactive(issue, toCore);
        var requests = builder.Connect<RequestBatch>("requests", [dma], channels, 1);
        var answers = builder.Connect<ResponseBatch>("answers", channels, [dma], Clock.PeriodTicks);
        builder.Reactive(requests, answers);
        dma.Wire(issue, toCore, requests.Fans[0], answers);
        for (var m = 0; m < Channels; m++)
        {
            var (answer, at) = (answers.Fans[m], m);
            channels[m].Answer = message =>
            {
                var batch = (RequestBatch)message;
                var promise = SimTime.Min(dma.Driver.HorizonOver(requests, channels[at]), Clock.At(1_000_000));
                _seen.Add((Clock.LastAtOrBefore(message.Time), Clock.LastAtOrBefore(promise)));
                Answer(batch, answer, at, firstAnswer(batch), cyclesBetweenAnswers);
            };
        }

        for (var i = 0; i < loads.Length; i++)
        {
            var (at, index) = (Clock.At(loads[i].Issue), i);
            core.Plan(Clock.At(loads[i].Issue - 1), () => issue.Send(Load(index, loads[index].Requests), at, DmaPriority.Issue));
        }

        Synchronizers.Create(Synchronizers.Sequential, new SimulationOptions { System = Sys }).Run(builder.Build());
        Assert.Equal(0, dma.InFlight);
    }

    private static void Answer(RequestBatch batch, Fan<ResponseBatch> answers, int channel, long first, int cyclesBetweenAnswers)
    {
        var response = new ResponseBatch { Channel = channel, BaseCycle = first };
        for (var i = 0; i < batch.Count; i++)
        {
            response.Add(first + (i * cyclesBetweenAnswers), batch.Tag.Slot, 0, isWrite: false);
        }

        batch.Release();
        batch.Release();
        answers.Send(0, response, Clock.At(first) + 1, DmaPriority.Responses);
    }

    private static TransferIssued Load(int index, int requests)
    {
        var issued = new TransferIssued { Handle = new InstructionHandle(0, index) };
        issued.Descriptor.SetBox((index << 16) + (index * 32), [requests], [Channels * 32], 1);
        return issued;
    }
}
