using ActorSim.Actors.Machine;
using ActorSim.Actors.Network;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Dram;
using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Determinism;
using ActorSim.Tests.Oracle;
using ActorSim.Trace.Reading;
using Xunit;

namespace ActorSim.Tests.Laws;

/// <summary>A machine behind routers where the answer is known without them.</summary>
public class NetworkMachineLaws
{
    private const int Wide = 4096;

    /// <summary>
    /// One port, one channel, links as wide as a packet: nothing contends, so the network is a crossbar whose latency is its hop count's: a cycle
    /// at each end, 2 + 4 R through R routers (docs/noc.md). The whole run is equal, streams of loads and stores included.
    /// </summary>
    [Theory]
    [InlineData(0, 1, 2, DramCatalog.Fixed)]
    [InlineData(0, 63, 15, DramCatalog.Fixed)]
    [InlineData(7, 56, 15, DramCatalog.Hbm2Controller)]
    [InlineData(27, 36, 3, DramCatalog.Hbm2Controller)]
    [InlineData(9, 14, 6, DramCatalog.Fixed)]
    public void Without_contention_a_mesh_is_a_crossbar_of_its_hop_count(int core, int channel, int routers, string memory)
    {
        var mesh = Spec(memory, latency: 1) with { Network = Mesh(core, channel) };
        Assert.Equal(Run(Spec(memory, latency: 1 + 2 + (4 * routers) + 1)), Run(mesh));
    }

    /// <summary>Narrow links: a store's request and a load's answer are of more flits, each of them a cycle.</summary>
    [Theory]
    [InlineData(40, 1)]
    [InlineData(39, 2)]
    [InlineData(16, 3)]
    [InlineData(1, 40)]
    public void A_flit_more_is_a_cycle_more(int linkBytes, int flits)
    {
        var load = new MicroTrace();
        load.Item().Load(load.Buffer(32), 1);
        var mesh = Mesh(0, 63) with { LinkBytes = linkBytes };
        Assert.Equal(flits, mesh.DataFlits(32));
        var wide = Run(Spec(DramCatalog.Fixed, 1) with { Network = Mesh(0, 63) }, load.ToBytes()).Cycles;

        // One flit of a header more delays the request, of the data the answer.
        Assert.Equal(wide + (mesh.ControlFlits - 1) + (flits - 1), Run(Spec(DramCatalog.Fixed, 1) with { Network = mesh }, load.ToBytes()).Cycles);
    }

    /// <summary>A machine of 48 cores and 16 channels on an 8 x 8 mesh: every packet arrives, and its books balance in every way of running it.</summary>
    [Fact]
    public void An_8_by_8_mesh_runs_to_its_end()
    {
        var spec = new OracleMachine { Cores = 48, Channels = 16, Dram = DramCatalog.Hbm2Controller }.ToSpec();
        spec = spec with { Network = NetworkSpecs.Of("mesh8x8 xy", 48, 16) };
        var (sequential, machine) = RunAll(spec, Streams(96), Synchronizers.Sequential, 1);
        var (rounds, _) = RunAll(spec, Streams(96), Synchronizers.Rounds, 2);
        Assert.Equal((sequential.Cycles, sequential.Digest), (rounds.Cycles, rounds.Digest));
        var requests = machine.Cores.Sum(c => c.Dma.Stats.ReadRequests + c.Dma.Stats.WriteRequests);
        Assert.All(machine.Networks, n => Assert.Equal((requests, requests), (n.Stats.Offered, n.Stats.Delivered)));
        Assert.All(machine.Networks, n => Assert.True(n.Stats.Hops >= 2 * n.Stats.Delivered));
    }

    private static NetworkSpec Mesh(int core, int channel) =>
        NetworkSpecs.Of("mesh8x8 xy", 1, 1, Wide) with { CoreNodes = [core], ChannelNodes = [channel] };

    private static MachineSpec Spec(string memory, int latency) => new OracleMachine
    {
        Channels = 1,
        Ports = 1,
        Dram = memory,
        Crossbar = CrossbarKind.Pipelined,
        NocLatency = latency,
    }.ToSpec();

    private static (long Cycles, string Digest) Run(MachineSpec spec, byte[]? trace = null)
    {
        var (result, _) = RunAll(spec, trace ?? Streams(4), Synchronizers.Sequential, 1);
        return (result.Cycles, result.Digest);
    }

    private static (SimulationResult Result, MachineUnits Machine) RunAll(MachineSpec spec, byte[] trace, string sync, int workers)
    {
        var request = new TraceRequest(new TraceReader(new MemoryStream(trace), "trace"), "trace");
        using var source = new TraceWorkSource(spec.Scheduler, spec.Cores, [request], spec.Dma.InjectionPorts, spec.Dma.RequestBytes);
        var machine = MachineBuilder.Build(spec, source);
        return (Simulation.Run(machine, Synchronizers.Create(sync, workers)), machine);
    }

    // Loads of many requests and of one, stores between them.
    private static byte[] Streams(int items)
    {
        var work = new MicroTrace();
        var (a, b) = (work.Buffer(32 * 200), work.Buffer(32));
        for (var i = 0; i < items; i++)
        {
            work.Item().Load(a, 100 + i, slot: 0).Load(b, 1, slot: 1).Barrier(0, a).Barrier(1, b).Vector(7, [a, b], [a]).Store(a, 50).Load(a, 30);
        }

        return work.ToBytes();
    }
}
