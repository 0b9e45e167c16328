using ActorSim.Kernel.Model;

namespace ActorSim.Actors.Machine;

/// <summary>The machine: creates scheduler, cores and memory as the actors below it, watches them, and ends the run when one of them fails.</summary>
public sealed class MachineActor(UnitFolder units) : RootActor(units);
