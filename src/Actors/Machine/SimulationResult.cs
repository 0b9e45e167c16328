using ActorSim.Kernel.Dispatch;

namespace ActorSim.Actors.Machine;

/// <summary>How a run ended. Everything else is in the statistics of the machine's units.</summary>
/// <param name="Cycles">Core cycles until all work-items had finished and all stores were acknowledged (docs/timing.md).</param>
/// <param name="Digest">Over issue and finish cycle of every instruction; 32 hexadecimal digits.</param>
/// <param name="Kernel">What the synchronizer counted.</param>
/// <param name="IsPartial">The run was cancelled: cycles and statistics stand where it stopped.</param>
public sealed record SimulationResult(long Cycles, string Digest, RunSummary Kernel, bool IsPartial);
