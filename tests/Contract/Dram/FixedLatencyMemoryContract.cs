using ActorSim.Actors.Dram;

namespace ActorSim.Tests.Contract;

public sealed class FixedLatencyMemoryContract : DramDeviceContract
{
    protected override IDramDevice Create() => new FixedLatencyMemory(100);
}
