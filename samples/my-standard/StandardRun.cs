using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Scheduler;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Dram;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Energy;
using ActorSim.Dram.Replay;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;
using ActorSim.Kernel.Dispatch;
using ActorSim.Trace.Reading;

namespace MyStandard;

/// <summary>What can be done with a standard: replay requests on a channel of it, and put it behind a machine.</summary>
public static class StandardRun
{
    private const int Ports = 16;
    private const int Channels = 8;

    /// <summary>Reads of 64 bytes, as fast as they get in.</summary>
    /// <param name="setup">The memory: one channel.</param>
    /// <param name="pattern">A name of <see cref="SyntheticPattern.Names"/>.</param>
    /// <param name="lines">How many.</param>
    public static (ReplayResult Result, DramChannelStats Stats) Replay(DramSetup setup, string pattern, int lines)
    {
        var standard = setup.Standard;
        var channel = DramCatalog.CreateOffered(setup);
        var host = new ReplayHost([channel], new ChannelInterleave(channels: 1, blockBytes: 2048),
            new ReplayOptions(standard.RequestBytes, standard.CapacityBytes, OffersPerCycle: 1), standard.ReadLatency, standard.WriteData);
        return (host.Run(new SyntheticPattern(pattern, standard.CapacityBytes, lines, cyclesPerLine: 1)), channel.Stats);
    }

    /// <summary>Energy of a replay, J.</summary>
    /// <exception cref="InvalidOperationException">The standard has no currents.</exception>
    public static double Joules(DramStandard standard, ReplayResult result, DramChannelStats stats) =>
        (DramEnergy.Of(standard) ?? throw new InvalidOperationException($"{standard.Name} has no currents")).Joules(stats, result.Cycles).Total;

    /// <summary>A core in front of eight channels, and a trace on it.</summary>
    public static (SimulationResult Result, MachineUnits Machine) Machine(
        DramSetup setup, string trace, string sync = Synchronizers.Sequential, int workers = 1)
    {
        var bytes = setup.Standard.RequestBytes;
        var spec = new MachineSpec
        {
            Name = setup.Standard.Name,
            Cores = 1,
            CoreHz = 1_000_000_000,
            NocHz = 1_000_000_000,
            DramHz = 1_000_000_000_000 / setup.Standard.TckPs,
            Core = new CoreSpec(Arrays: 2, WeightBufferDepth: 2, SpadBytes: 16 << 20),
            Dma = new DmaSpec(Ports, bytes),
            Noc = new CrossbarSpec(LatencyCycles: 10),
            Dram = new DramSpec(Channels, ChannelMapCatalog.Ipoly, DramCatalog.Standard, FixedLatencyCycles: 0) { Setup = setup },
            Scheduler = SchedulerSpec.Default,
        };
        using var work = new TraceWorkSource(spec.Scheduler, spec.Cores, [new TraceRequest(TraceReader.Open(trace), trace)], Ports, bytes);
        var machine = MachineBuilder.Build(spec, work);
        return (Simulation.Run(machine, Synchronizers.Create(sync, workers)), machine);
    }
}
