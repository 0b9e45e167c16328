using ActorSim.Actors.Dram;

namespace ActorSim.Tests.Contract;

public sealed class CommandChannelContract : DramDeviceContract
{
    protected override IDramDevice Create() => new CommandChannel(
        Lpddr4.Lpddr4_3200 with { Ranks = 2 }, new DramControllerSpec { RowPolicy = RowPolicyCatalog.Timeout, Refresh = RefreshCatalog.Staggered });

    protected override bool ClosesIdleRows => true;
}
