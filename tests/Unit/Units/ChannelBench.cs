using ActorSim.Actors.Dram;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Protocol;
using ActorSim.Dram;
using ActorSim.Kernel.Model;

namespace ActorSim.Tests.Unit;

/// <summary>A memory channel between DMA engines that are probes: a crossing of 10 cycles, two ports per core, a memory of 100 cycles.</summary>
internal sealed class ChannelBench
{
    public const int Latency = 10;
    public const int MemoryCycles = 100;

    /// <summary>From the push of a lone request to that of its answer: the crossing, the entry stage, the step into the memory.</summary>
    public const int Trip = Latency + 2 + MemoryCycles;

    public const int Ports = 2;

    private readonly CrossbarSpec _crossbar;

    public ChannelBench(
        ProtocolBench bench, int cores = 1, bool enginesOnlyReact = true, int channel = 0, CrossbarKind crossbar = CrossbarKind.Reference)
    {
        _crossbar = new CrossbarSpec(Latency, crossbar);
        var (units, clock) = (bench.Units, ProtocolBench.Clock);
        Engines = Enumerable.Range(0, cores).Select(c => bench.Neighbour($"dma-{c}", c, enginesOnlyReact)).ToArray();
        var memory = new FixedLatencyMemory(MemoryCycles);
        var unit = new DramChannelUnit("channel", channel, cores, Ports, _crossbar, memory, null, clock, clock);
        Channel = units.Add(unit, cores);
        ActorSim.Kernel.Model.Unit[] ends = [.. Engines.Select(e => e.Unit)];
        var crossing = _crossbar.LinkCycles * clock.PeriodTicks;
        Requests = units.Connect<RequestBatch>("requests", ends, [Channel], crossing + 1);
        Answers = units.Connect<ResponseBatch>("answers", [Channel], ends, crossing + clock.PeriodTicks);
        units.Reactive(Requests, Answers);
        Channel.Wire(Requests, Answers.Fans[0]);
    }

    public DramChannelUnit Channel { get; }

    public IReadOnlyList<Neighbour> Engines { get; }

    public LinkBundle<RequestBatch> Requests { get; }

    public LinkBundle<ResponseBatch> Answers { get; }

    /// <summary>The engine of a core sends a batch: the interconnect cycle and the port of each push.</summary>
    public void Asks(int core, bool isWrite, params (long Cycle, int Port)[] pushes) => Asks(new RequestTag(core, 0, isWrite), pushes);

    public void Asks(RequestTag tag, params (long Cycle, int Port)[] pushes)
    {
        var comes = pushes[0].Cycle + _crossbar.LinkCycles;
        var batch = new RequestBatch { BaseCycle = comes, Tag = tag };
        for (var i = 0; i < pushes.Length; i++)
        {
            batch.Add(i * 32, (uint)(pushes[i].Cycle - pushes[0].Cycle), pushes[i].Port);
        }

        Engines[tag.Core].Says(Requests.Fans[tag.Core], 0, batch, ProtocolBench.HalfAfter(comes), ChannelPriority.Requests);
    }
}
