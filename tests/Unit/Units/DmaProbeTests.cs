using ActorSim.Actors.Dma;
using ActorSim.Actors.Dram;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Kernel;
using Akka.TestKit.Xunit2;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>A DMA engine alone, hosted as an actor between a core and one channel that are probes.</summary>
public class DmaProbeTests() : TestKit(SimulationSystem.Configuration())
{
    private const int Ports = 16;
    private const int NocLatency = 10;
    private const int RequestBytes = 32;
    private static readonly Clock Clock = new Timebase(940_000_000).Clock("all", 940_000_000);
    private readonly List<long> _pushes = [];

    [Fact]
    public void Requests_leave_one_per_port_and_cycle()
    {
        var seen = Run((10, 40, false));
        Assert.Equal([10, 11, 12], _pushes.Distinct());
        Assert.Equal([Ports, Ports, 8], _pushes.GroupBy(p => p).Select(g => g.Count()));
        Assert.Equal(10 + 3, Injected(seen, 0));
    }

    [Fact]
    public void Data_are_ready_when_the_last_answer_is_through_the_crossbar_and_in_the_core()
    {
        var ready = Run((10, 40, false)).Single(s => s.Report == nameof(DataReady));

        // The channel gives one answer per cycle, from 100 cycles after the first push; all of them come in at one port.
        Assert.Equal(110 + 39 + NocLatency + 2, ready.Cycle);
        Assert.Equal((0, 39L), (ready.Instruction, ready.Cycles));
    }

    [Fact]
    public void Load_waits_for_the_load_before_it()
    {
        var seen = Run((10, 40, false), (11, 16, false));
        Assert.Equal([13, 14], [Injected(seen, 0), Injected(seen, 1)]);
        Assert.Equal(3 * Ports + 8, _pushes.Count);
    }

    [Fact]
    public void Load_goes_before_a_store_that_was_issued_earlier_and_waits()
    {
        var seen = Run((10, 40, false), (11, 32, true), (12, 16, false));
        Assert.Equal([13, 14, 16], [Injected(seen, 0), Injected(seen, 2), Injected(seen, 1)]);
    }

    [Fact]
    public void Transfer_of_nothing_takes_a_cycle_and_asks_nobody()
    {
        var seen = Run((10, 0, false));
        Assert.Empty(_pushes);
        Assert.Equal([11, 11], [Injected(seen, 0), seen.Single(s => s.Report == nameof(DataReady)).Cycle]);
    }

    private static long Injected(Seen[] seen, int instruction) =>
        seen.Single(s => s.Report == nameof(TransferInjected) && s.Instruction == instruction).Cycle;

    private Seen[] Run(params (long Issue, int Requests, bool IsStore)[] transfers)
    {
        var builder = new TopologyBuilder();
        var core = builder.Add(new ProbeUnit("core", Clock, TestActor) { Describe = Describe }, 0);
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Ipoly, 1);
        var dma = builder.Add(new DmaUnit("dma", 0, new DmaSpec(Ports, RequestBytes), new CrossbarSpec(NocLatency), map, false, Clock, Clock), 0);
        var channel = builder.Add(new ProbeUnit("channel", Clock, Sys.DeadLetters), 1);
        var issue = builder.Connect<TransferIssued>(core, dma, Clock.PeriodTicks);
        var toCore = builder.Connect<TransferReport>(dma, core, 1);
        builder.Reactive(issue, toCore);
        var requests = builder.Connect<RequestBatch>("requests", [dma], [channel], 1);
        var answers = builder.Connect<ResponseBatch>("answers", [channel], [dma], Clock.PeriodTicks);
        builder.Reactive(requests, answers);
        dma.Wire(issue, toCore, requests.Fans[0], answers);
        channel.Answer = message => Answer((RequestBatch)message, answers.Fans[0]);
        for (var i = 0; i < transfers.Length; i++)
        {
            var (at, index) = (Clock.At(transfers[i].Issue), i);
            core.Plan(Clock.At(transfers[i].Issue - 1), () => issue.Send(Transfer(index, transfers[index]), at, DmaPriority.Issue));
        }

        Synchronizers.Create(Synchronizers.Rounds, new SimulationOptions { System = Sys }).Run(builder.Build());
        Assert.Equal(0, dma.InFlight);
        return Enumerable.Range(0, 2 * transfers.Length).Select(_ => ExpectMsg<ProbeUnit.Seen>())
            .Select(s => (Seen)s.What with { Cycle = s.Cycle }).ToArray();
    }

    private void Answer(RequestBatch batch, Fan<ResponseBatch> answers)
    {
        var response = new ResponseBatch { BaseCycle = Math.Max(batch.PushCycle(0) + 100, 110 + _pushes.Count) };
        for (var i = 0; i < batch.Count; i++)
        {
            _pushes.Add(batch.PushCycle(i));
            response.Add(response.BaseCycle + i, batch.Tag.Slot, 0);
        }

        batch.Release();
        batch.Release();
        answers.Send(0, response, Clock.At(response.BaseCycle) + 1, DmaPriority.Responses);
    }

    private static object Describe(TimedMessage message) =>
        new Seen(0, message.GetType().Name, ((TransferReport)message).Handle.Instruction, ((TransferReport)message).Cycles);

    private static TransferIssued Transfer(int index, (long Issue, int Requests, bool IsStore) transfer)
    {
        var issued = new TransferIssued { Handle = new InstructionHandle(0, index), IsStore = transfer.IsStore };
        issued.Descriptor.SetBox(index << 16, [transfer.Requests * RequestBytes], [1], 1);
        return issued;
    }

    private sealed record Seen(long Cycle, string Report, int Instruction, long Cycles);
}
