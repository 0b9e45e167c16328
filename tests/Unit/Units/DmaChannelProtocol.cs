using ActorSim.Actors.Dma;
using ActorSim.Actors.Dram;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Dram;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>A real DMA engine and real channels, with a core that is a probe, and ears at both: the numbers of docs/timing.md.</summary>
public abstract class DmaChannelProtocol(string sync) : ProtocolSuite(sync)
{
    private const int Latency = 10;
    private const int MemoryCycles = 100;

    /// <summary>Generated in step 2, taken at the channel in 12, in the memory in 14, left in 114, data ready in 126.</summary>
    [Fact]
    public void Lone_request_makes_the_round_trip_of_the_worked_example()
    {
        var (core, issue, dma, channel) = Seat();
        core.Says(issue, Load(0, 1), Edge(2), DmaPriority.Issue);
        var (atEngine, atChannel) = (Bench.At(dma), Bench.At(channel));
        Bench.Begin();
        atEngine.Hears(Edge(0), "SimulationBegins");
        atEngine.Hears(Edge(2), "TransferIssued 0, load of 32");
        atChannel.Hears(Edge(0), "SimulationBegins");
        atChannel.Hears(HalfAfter(2), "RequestBatch read 2@0");
        core.Hears(Edge(3), "TransferInjected 0, took 1");
        core.HearsNothingBefore(Edge(126));
        core.Hears(Edge(126), "DataReady 0, took 0");
        Bench.End();
        Assert.Equal((1L, 0), (channel.Stats.Reads, dma.InFlight));
        Assert.Contains("ResponseBatch 114@0", atEngine.Rest().Select(s => (string)s.What));
    }

    /// <summary>Each is heard of a crossing later: when it comes, not when it is pushed.</summary>
    [Fact]
    public void Lone_request_takes_as_long_through_a_pipelined_crossbar()
    {
        var (core, issue, dma, channel) = Seat(CrossbarKind.Pipelined);
        core.Says(issue, Load(0, 1), Edge(2), DmaPriority.Issue);
        var (atEngine, atChannel) = (Bench.At(dma), Bench.At(channel));
        Bench.Begin();
        atChannel.Hears(Edge(0), "SimulationBegins");
        atChannel.Hears(HalfAfter(2 + Latency), "RequestBatch read 12@0");
        core.Hears(Edge(3), "TransferInjected 0, took 1");
        core.HearsNothingBefore(Edge(126));
        core.Hears(Edge(126), "DataReady 0, took 0");
        Bench.End();
        Assert.Contains("ResponseBatch 124@0", atEngine.Rest().Select(s => (string)s.What));
    }

    [Fact]
    public void Load_of_many_requests_is_limited_by_the_channels_one_answer_per_cycle()
    {
        var (core, issue, dma, channel) = Seat();
        core.Says(issue, Load(0, 40), Edge(2), DmaPriority.Issue);
        Bench.Begin();
        core.Hears(Edge(2 + 20), "TransferInjected 0, took 20");
        core.HearsNothingBefore(Edge(126 + 39));
        core.Hears(Edge(126 + 39), "DataReady 0, took 39");
        Bench.End();
        Assert.Equal((40L, 40L), (channel.Stats.Reads, dma.Stats.Responses));
    }

    [Fact]
    public void Load_issued_behind_a_store_that_waits_reaches_the_channel_first()
    {
        var (core, issue, dma, channel) = Seat();
        core.Says(issue, Load(0, 6), Edge(2), DmaPriority.Issue);
        core.Says(issue, Store(1, 2), Edge(3), DmaPriority.Issue);
        core.Says(issue, Load(2, 2), Edge(4), DmaPriority.Issue);
        var atChannel = Bench.At(channel);
        Bench.Begin();
        Bench.End();
        Assert.Equal(
            ["RequestBatch read 2@0 2@1 3@0 3@1 4@0 4@1", "RequestBatch read 5@0 5@1", "RequestBatch write 6@0 6@1"],
            atChannel.Rest().Select(s => (string)s.What).Where(w => w.StartsWith(nameof(RequestBatch), StringComparison.Ordinal)));
        Assert.Equal((2L, 1L, 0), (dma.Stats.Loads, dma.Stats.Stores, dma.InFlight));
        Assert.Equal((8L, 2L), (channel.Stats.Reads, channel.Stats.Writes));
    }

    private (Neighbour Core, Link<TransferIssued> Issue, DmaUnit Dma, DramChannelUnit Channel) Seat(CrossbarKind kind = CrossbarKind.Reference)
    {
        const int ports = 2;
        var (units, clock) = (Bench.Units, ProtocolBench.Clock);
        var core = Bench.Neighbour("core", 0);
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Interleave, 1);
        var crossbar = new CrossbarSpec(Latency, kind);
        var dma = units.Add(new DmaUnit("dma", 0, new DmaSpec(ports, 32), crossbar, map, false, clock, clock), 0);
        var channel = units.Add(
            new DramChannelUnit("channel", 0, 1, ports, crossbar, new FixedLatencyMemory(MemoryCycles), null, clock, clock), 1);
        var issue = units.Connect<TransferIssued>(core.Unit, dma, clock.PeriodTicks);
        var toCore = units.Connect<TransferReport>(dma, core.Unit, 1);
        units.Reactive(issue, toCore);
        var requests = units.Connect<RequestBatch>("requests", [dma], [channel], (crossbar.LinkCycles * clock.PeriodTicks) + 1);
        var answers = units.Connect<ResponseBatch>("answers", [channel], [dma], (crossbar.LinkCycles + 1) * clock.PeriodTicks);
        units.Reactive(requests, answers);
        dma.Wire(issue, toCore, requests.Fans[0], answers);
        channel.Wire(requests, answers.Fans[0]);
        return (core, issue, dma, channel);
    }

    private static TransferIssued Load(int instruction, int requests, bool isStore = false)
    {
        var issued = new TransferIssued { Handle = new InstructionHandle(0, instruction), IsStore = isStore };
        issued.Descriptor.SetBox(instruction << 16, [requests * 32], [1], 1);
        return issued;
    }

    private static TransferIssued Store(int instruction, int requests) => Load(instruction, requests, isStore: true);
}

public sealed class DmaChannelProtocolSequential() : DmaChannelProtocol(Synchronizers.Sequential);

public sealed class DmaChannelProtocolInRounds() : DmaChannelProtocol(Synchronizers.Rounds);
