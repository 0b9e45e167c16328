namespace ActorSim.Actors.Protocol;

/// <summary>On whose account a transfer goes: a tensor, moved by work-items of a kernel. Ids are those of the trace.</summary>
/// <param name="Trace">Place of the trace among the run's traces.</param>
/// <param name="Kernel">Kernel id.</param>
/// <param name="Tensor">Tensor id.</param>
public readonly record struct TransferOwner(int Trace, int Kernel, int Tensor);
