using ActorSim.Actors;
using ActorSim.Actors.Dram;
using ActorSim.Actors.Dram.Attribution;
using ActorSim.Actors.Dram.Energy;
using ActorSim.Actors.Scheduler;
using ActorSim.Cli.Configuration;

namespace ActorSim.Cli.Reports;

/// <summary>A finished (or interrupted) run with all its statistics, and what follows from them.</summary>
/// <param name="Machine">The machine after the run.</param>
/// <param name="Source">Where its work came from.</param>
/// <param name="Requests">The traces, in the order of the command line.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Settings">How it was simulated.</param>
/// <param name="WallSeconds">Wall time of the simulation, without reading the configuration and building the machine.</param>
internal sealed record RunReport(
    Machine Machine, TraceWorkSource Source, IReadOnlyList<TraceRequest> Requests, SimulationResult Result, RunSettings Settings,
    double WallSeconds)
{
    public MachineSpec Spec => Machine.Spec;

    public long Cycles => Result.Cycles;

    /// <summary>Simulated time.</summary>
    public double Seconds => (double)Cycles / Spec.CoreHz;

    public long ReadRequests => Machine.Cores.Sum(c => c.Dma.Stats.ReadRequests);

    public long WriteRequests => Machine.Cores.Sum(c => c.Dma.Stats.WriteRequests);

    public double RequestsPerWallSecond => WallSeconds > 0 ? (ReadRequests + WriteRequests) / WallSeconds : 0;

    /// <summary>Share of the run's core cycles, 0 to 1.</summary>
    public double Share(long cycles) => (double)cycles / Cycles;

    public long Bytes(long requests) => requests * Spec.Dma.RequestBytes;

    /// <summary>Bytes per simulated second.</summary>
    public double Bandwidth(long requests) => Bytes(requests) / Seconds;

    /// <summary>Energies of the memory's commands; null: there is no data, or the memory has no commands.</summary>
    public DramEnergy? Energy { get; } = Machine.Channels[0].Device is IDramController controller ? DramEnergy.Of(controller.Standard) : null;

    /// <summary>Energy that requests caused: their ACT, RD and WR, without standby and refresh; null without data.</summary>
    public double? CommandJoules(in OwnerService service) => Energy?.CommandJoules(service.Activates, service.Reads, service.Writes);

    /// <summary>Memory cycles of the run.</summary>
    public double DramCycles => Seconds * Spec.DramHz;
}
