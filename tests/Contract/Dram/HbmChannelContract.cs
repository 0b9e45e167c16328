using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace ActorSim.Tests.Contract;

public sealed class HbmChannelContract : DramDeviceContract
{
    protected override IDramDevice Create() => new HbmChannel(Hbm2.Togsim, new HbmControllerSpec(), new RoBaRaCoChMap(Hbm2.Togsim));
}
