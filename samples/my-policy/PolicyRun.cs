using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Scheduler;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Dram;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Kernel.Dispatch;
using ActorSim.Trace.Reading;

namespace MyPolicy;

/// <summary>A trace on two cores under a dispatch policy.</summary>
public static class PolicyRun
{
    private const int Cores = 2;
    private const int Ports = 16;
    private const int RequestBytes = 32;

    /// <summary>A name of the catalog's, or <see cref="PairsDispatch.Name"/>.</summary>
    public static SchedulerSpec Scheduler(string policy) => new(policy, BlockSize: 1, Partitions: [])
    {
        OwnPolicies = new Dictionary<string, Func<SchedulerSpec, IDispatchPolicy>> { [PairsDispatch.Name] = _ => new PairsDispatch() },
    };

    /// <summary>Cycles, and work-items per core.</summary>
    public static (SimulationResult Result, long[] WorkItems) Of(string trace, string policy, string sync = Synchronizers.Sequential, int workers = 1)
    {
        var spec = Machine(Scheduler(policy));
        using var work = new TraceWorkSource(spec.Scheduler, spec.Cores, [new TraceRequest(TraceReader.Open(trace), trace)], Ports, RequestBytes);
        var machine = MachineBuilder.Build(spec, work);
        var result = Simulation.Run(machine, Synchronizers.Create(sync, workers));
        return (result, [.. machine.Cores.Select(c => c.Core.Stats.WorkItems)]);
    }

    private static MachineSpec Machine(SchedulerSpec scheduler) => new()
    {
        Name = "two cores",
        Cores = Cores,
        CoreHz = 940_000_000,
        NocHz = 940_000_000,
        DramHz = 940_000_000,
        Core = new CoreSpec(Arrays: 2, WeightBufferDepth: 2, SpadBytes: 16 << 20),
        Dma = new DmaSpec(Ports, RequestBytes),
        Noc = new CrossbarSpec(LatencyCycles: 10),
        Dram = new DramSpec(Channels: 16, ChannelMapCatalog.Ipoly, DramCatalog.Fixed, FixedLatencyCycles: 100),
        Scheduler = scheduler,
    };
}
