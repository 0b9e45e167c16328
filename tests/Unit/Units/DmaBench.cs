using ActorSim.Actors.Dma;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Kernel.Model;

namespace ActorSim.Tests.Unit;

/// <summary>A DMA engine between a core and channels that are probes. Two ports, requests of 32 bytes, a crossing of 10 cycles, and request n
/// goes to channel n mod channels.</summary>
internal sealed class DmaBench
{
    public const int Latency = 10;
    private const int RequestBytes = 32;
    private readonly Link<TransferIssued> _issue;
    private readonly LinkBundle<ResponseBatch> _answers;

    public DmaBench(ProtocolBench bench, int channels = 1, int ports = 2)
    {
        var (units, clock) = (bench.Units, ProtocolBench.Clock);
        Core = bench.Neighbour("core", 0, onlyReacts: true);
        var map = ChannelMapCatalog.Create(ChannelMapCatalog.Interleave, channels);
        Dma = units.Add(new DmaUnit("dma", 0, new DmaSpec(ports, RequestBytes), new CrossbarSpec(Latency), map, false, clock, clock), 0);
        Channels = Enumerable.Range(0, channels).Select(m => bench.Neighbour($"channel-{m}", 1 + m)).ToArray();
        _issue = units.Connect<TransferIssued>(Core.Unit, Dma, clock.PeriodTicks);
        var toCore = units.Connect<TransferReport>(Dma, Core.Unit, 1);
        units.Reactive(_issue, toCore);
        ActorSim.Kernel.Model.Unit[] ends = [.. Channels.Select(c => c.Unit)];
        Requests = units.Connect<RequestBatch>("requests", [Dma], ends, 1);
        _answers = units.Connect<ResponseBatch>("answers", ends, [Dma], clock.PeriodTicks);
        units.Reactive(Requests, _answers);
        Dma.Wire(_issue, toCore, Requests.Fans[0], _answers);
    }

    public DmaUnit Dma { get; }

    public Neighbour Core { get; }

    public IReadOnlyList<Neighbour> Channels { get; }

    public LinkBundle<RequestBatch> Requests { get; }

    public void Load(int instruction, int requests, long cycle) => Transfer(instruction, requests, cycle, isStore: false);

    public void Store(int instruction, int requests, long cycle) => Transfer(instruction, requests, cycle, isStore: true);

    /// <summary>A channel pushes answers to the descriptor of <paramref name="slot"/>, in the order of begin from 0, in these cycles.</summary>
    public void Answers(int channel, int slot, params long[] cycles)
    {
        var batch = new ResponseBatch { Channel = channel, BaseCycle = cycles[0] };
        foreach (var cycle in cycles)
        {
            batch.Add(cycle, slot, 0, isWrite: false);
        }

        Channels[channel].Says(_answers.Fans[channel], 0, batch, ProtocolBench.HalfAfter(cycles[0]), DmaPriority.Responses);
    }

    private void Transfer(int instruction, int requests, long cycle, bool isStore)
    {
        var issued = new TransferIssued { Handle = new InstructionHandle(0, instruction), IsStore = isStore };
        issued.Descriptor.SetBox(instruction << 16, [requests * RequestBytes], [1], 1);
        Core.Says(_issue, issued, ProtocolBench.Edge(cycle), DmaPriority.Issue);
    }
}
