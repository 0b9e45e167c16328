using ActorSim.Actors.Dram;

namespace ActorSim.Cli.Dram;

internal static class DramControllerFactory
{
    public static IDramController Create(DramSetup setup, DramCommandLog? log) =>
        IsHbm2(setup) ? Hbm2(setup, log) : new CommandChannel(setup.Standard, setup.Controller, log);

    // HbmChannel does the same for these, faster.
    private static bool IsHbm2(DramSetup setup) => setup is
    {
        Standard: { Family: "HBM2", Ranks: 1, Bus: CommandBus.SplitRowColumn, ColumnCommandCycles: 1, Banks: <= 64 },
        Controller:
        {
            Scheduler: SchedulerCatalog.FrFcfs, RowPolicy: RowPolicyCatalog.Open, Refresh: RefreshCatalog.AllBank or RefreshCatalog.None,
            ReadBufferEntries: <= 64, WriteBufferEntries: <= 64,
        },
    };

    private static HbmChannel Hbm2(DramSetup setup, DramCommandLog? log)
    {
        var c = setup.Controller;
        var spec = new HbmControllerSpec
        {
            ReadBufferEntries = c.ReadBufferEntries,
            WriteBufferEntries = c.WriteBufferEntries,
            DrainHighPercent = c.DrainHighPercent,
            DrainLowPercent = c.DrainLowPercent,
            Refresh = c.Refresh != RefreshCatalog.None,
        };
        return new HbmChannel(setup.Standard, spec, AddressMapCatalog.Create(c.AddressMap, setup.Standard), log);
    }
}
