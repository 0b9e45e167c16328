namespace ActorSim.Actors.Dram;

/// <summary>A standard with the queues and policies that belong to its name.</summary>
public sealed record DramSetup(DramStandard Standard, DramControllerSpec Controller);
