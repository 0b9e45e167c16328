using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Scheduler;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Dram;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Frontend.Generators;
using ActorSim.Kernel.Dispatch;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Bench;

/// <summary>The reference's machine, and the traces that suites run on it.</summary>
public static class MachineRun
{
    private const long Hz = 940_000_000;

    public static MachineSpec Spec(string memory) => new()
    {
        Name = "bench",
        Cores = 1,
        CoreHz = Hz,
        NocHz = Hz,
        DramHz = Hz,
        Core = new CoreSpec(2, 2, 16 << 20),
        Dma = new DmaSpec(16, 32),
        Noc = new CrossbarSpec(10),
        Dram = new DramSpec(16, ChannelMapCatalog.Ipoly, memory, 100),
        Scheduler = SchedulerSpec.Default,
    };

    /// <summary>A whole run of a trace in memory.</summary>
    public static SimulationResult Run(byte[] trace, string memory)
    {
        var spec = Spec(memory);
        using var source = new TraceWorkSource(spec.Scheduler, spec.Cores,
            [new TraceRequest(new TraceReader(new MemoryStream(trace)), "bench")], spec.Dma.InjectionPorts, spec.Dma.RequestBytes);
        return Simulation.Run(MachineBuilder.Build(spec, source), Synchronizers.Create(Synchronizers.Sequential));
    }

    /// <summary>A square product of <paramref name="size"/>, tiles of at most 512, subtiles of <paramref name="subtile"/>.</summary>
    public static byte[] Gemm(long size, long subtile = 128)
    {
        var stream = new MemoryStream();
        using var writer = new TraceWriter(stream);
        EmitGemm(writer, size, subtile);
        return stream.ToArray();
    }

    public static void EmitGemm(ITraceSink sink, long size, long subtile) =>
        TraceGenerator.Emit(sink, new GeneratedTraceOptions(), new GemmGenerator(new GemmOptions
        {
            M = size,
            N = size,
            K = size,
            TileM = 512,
            TileN = 512,
            TileK = 512,
            SubtileM = subtile,
            SubtileN = subtile,
            SubtileK = subtile,
        }));
}
