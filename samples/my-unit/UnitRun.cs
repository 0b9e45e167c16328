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

namespace MyUnit;

/// <summary>A trace on a machine whose compute units are chosen.</summary>
public static class UnitRun
{
    private const int Ports = 16;
    private const int RequestBytes = 32;

    private static readonly MachineSpec Spec = new()
    {
        Name = "one core",
        Cores = 1,
        CoreHz = 940_000_000,
        NocHz = 940_000_000,
        DramHz = 940_000_000,
        Core = new CoreSpec(Arrays: 2, WeightBufferDepth: 2, SpadBytes: 16 << 20),
        Dma = new DmaSpec(Ports, RequestBytes),
        Noc = new CrossbarSpec(LatencyCycles: 10),
        Dram = new DramSpec(Channels: 16, ChannelMapCatalog.Ipoly, DramCatalog.Hbm2Controller, FixedLatencyCycles: 0),
        Scheduler = SchedulerSpec.Default,
    };

    /// <param name="trace">File.</param>
    /// <param name="seats">What sits where; null: the machine's own units.</param>
    /// <param name="sync">A name of <see cref="Synchronizers"/>.</param>
    /// <param name="workers">Threads.</param>
    public static (SimulationResult Result, MachineCore Core) Of(
        string trace, UnitSeats? seats = null, string sync = Synchronizers.Sequential, int workers = 1)
    {
        using var work = new TraceWorkSource(Spec.Scheduler, Spec.Cores, [new TraceRequest(TraceReader.Open(trace), trace)], Ports, RequestBytes);
        var machine = MachineBuilder.Build(Spec, work, seats: seats);
        return (Simulation.Run(machine, Synchronizers.Create(sync, workers)), machine.Cores[0]);
    }
}
