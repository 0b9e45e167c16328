using ActorSim.Actors.Dram.Attribution;
using ActorSim.Actors.Machine;
using ActorSim.Actors.Scheduler.Feeds;
using ActorSim.Actors.Scheduler.Tenants;
using ActorSim.Cli.Configuration;
using ActorSim.Cli.Layers;
using ActorSim.Cli.Output;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Energy;
using ActorSim.Frontend.Compiler.Operators;

namespace ActorSim.Cli.Reports;

/// <summary>A finished (or interrupted) run with all its statistics, and what follows from them.</summary>
/// <param name="Machine">The machine after the run.</param>
/// <param name="Source">Where its work came from.</param>
/// <param name="Requests">The traces, in the order of the command line.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Settings">How it was simulated.</param>
/// <param name="WallSeconds">Wall time of the simulation, without reading the configuration and building the machine.</param>
internal sealed record RunReport(
    MachineUnits Machine, TraceWorkSource Source, IReadOnlyList<TraceRequest> Requests, SimulationResult Result, RunSettings Settings,
    double WallSeconds)
{
    /// <summary>Who kept the times of layers; null: nobody asked for them.</summary>
    public LayerRecorder? Recorder { get; init; }

    /// <summary>Requests of the channels over time, by channel; empty unless asked for, and for memories without a controller.</summary>
    public IReadOnlyList<ChannelActivity> ChannelActivities { get; init; } = [];

    /// <summary>The models among the traces.</summary>
    public IReadOnlyDictionary<TraceRequest, CompiledModel> Models { get; init; } = new Dictionary<TraceRequest, CompiledModel>();

    /// <summary>What units can do.</summary>
    public required OperationPeaks Operations { get; init; }

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

    /// <summary>Most bytes that can come and go in a core cycle: the least of what the memory, the crossbar and the DMA engines can do.</summary>
    public double PeakBytesPerCycle() => MachinePeaks.BytesPerCycle(Spec);

    /// <summary>The node that a model's kernel was made for; other kernels, and those of tenants' batches, have their own name.</summary>
    public string LayerName(int trace, KernelRow kernel) =>
        trace < Requests.Count && Models.TryGetValue(Requests[trace], out var model) && kernel.Id < model.Layers.Length
            ? model.Layers[kernel.Id]
            : kernel.Name;

    /// <summary>DRAM cycles as time.</summary>
    public string DramTime(double dramCycles) => Text.Number(dramCycles * 1e9 / Spec.DramHz) + " ns";

    /// <summary>Memory cycles of the run.</summary>
    public double DramCycles => Seconds * Spec.DramHz;
}
