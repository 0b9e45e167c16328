using ActorSim.Dram;
using ActorSim.Dram.Devices;

namespace ActorSim.Tests.Contract;

public sealed class FixedLatencyMemoryContract : DramDeviceContract
{
    protected override IDramDevice Create() => new FixedLatencyMemory(100);
}
