using ActorSim.Dram.Controller;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace ActorSim.Tests.Contract;

public sealed class CommandChannelContract : DramDeviceContract
{
    protected override IDramDevice Create() => new CommandChannel(
        Lpddr4.Lpddr4_3200 with { Ranks = 2 }, new DramControllerSpec { RowPolicy = RowPolicyCatalog.Timeout, Refresh = RefreshCatalog.Staggered });

    protected override bool ClosesIdleRows => true;
}
