using ActorSim.Actors.Core;
using ActorSim.Actors.Dma;
using ActorSim.Actors.Dram;
using ActorSim.Actors.Network;
using ActorSim.Actors.Scheduler;
using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Machine;

/// <summary>The units of one machine, wired. Made by <see cref="MachineBuilder"/> for one run.</summary>
public sealed class MachineUnits
{
    internal MachineUnits(MachineSpec spec, Topology topology, Timebase timebase, Clock coreClock, SchedulerUnit scheduler,
        IReadOnlyList<MachineCore> cores, IReadOnlyList<DramChannelUnit> channels, IReadOnlyList<NetworkUnit> networks)
    {
        Spec = spec;
        Topology = topology;
        Timebase = timebase;
        CoreClock = coreClock;
        Scheduler = scheduler;
        Cores = cores;
        Channels = channels;
        Networks = networks;
    }

    public MachineSpec Spec { get; }

    public Topology Topology { get; }

    public Timebase Timebase { get; }

    public Clock CoreClock { get; }

    public SchedulerUnit Scheduler { get; }

    public IReadOnlyList<MachineCore> Cores { get; }

    public IReadOnlyList<DramChannelUnit> Channels { get; }

    /// <summary>Of requests and of answers; none where there is a crossbar.</summary>
    public IReadOnlyList<NetworkUnit> Networks { get; }
}

/// <summary>A core with its units and its DMA engine.</summary>
public sealed record MachineCore(CoreUnit Core, IReadOnlyList<OperationUnit> Arrays, OperationUnit VectorUnit,
    OperationUnit CrossLaneUnit, DmaUnit Dma);
