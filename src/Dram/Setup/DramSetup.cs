using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Setup;

/// <summary>A standard with the queues and policies that belong to its name.</summary>
public sealed record DramSetup(DramStandard Standard, DramControllerSpec Controller);
