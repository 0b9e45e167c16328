using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Network;
using ActorSim.Actors.Noc;
using ActorSim.Actors.Scheduler;
using ActorSim.Dram;

namespace ActorSim.Actors.Machine;

/// <summary>A whole machine: immutable, checked by <see cref="MachineSpecRules"/>.</summary>
public sealed record MachineSpec
{
    public required string Name { get; init; }

    /// <summary>Number of cores, 1 to 8192.</summary>
    public required int Cores { get; init; }

    /// <summary>Clock of the cores, in Hz.</summary>
    public required long CoreHz { get; init; }

    /// <summary>Clock of the interconnect, in Hz.</summary>
    public required long NocHz { get; init; }

    /// <summary>Clock of the memory, in Hz.</summary>
    public required long DramHz { get; init; }

    public required CoreSpec Core { get; init; }

    public required DmaSpec Dma { get; init; }

    public required CrossbarSpec Noc { get; init; }

    /// <summary>Routers in place of the crossbar; null: the crossbar <see cref="Noc"/>.</summary>
    public NetworkSpec? Network { get; init; }

    /// <summary>How engines and channels see what lies between them: a network is a link of a cycle, and has taken its time when something comes.</summary>
    internal CrossbarSpec Crossing => Network is null ? Noc : new CrossbarSpec(NetworkSpec.EndCycles, CrossbarKind.Pipelined);

    public required DramSpec Dram { get; init; }

    public required SchedulerSpec Scheduler { get; init; }
}
