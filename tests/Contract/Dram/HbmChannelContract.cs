using ActorSim.Actors.Dram;

namespace ActorSim.Tests.Contract;

public sealed class HbmChannelContract : DramDeviceContract
{
    protected override IDramDevice Create() => new HbmChannel(Hbm2.Togsim, new HbmControllerSpec(), new RoBaRaCoChMap(Hbm2.Togsim));
}
