using ActorSim.Actors.Dram;

namespace ActorSim.Cli.Dram;

internal static class DramControllerFactory
{
    public static IDramController Create(DramSetup setup, DramCommandLog? log)
    {
        var c = setup.Controller;
        return new HbmChannel(setup.Standard, new HbmControllerSpec
        {
            ReadBufferEntries = c.ReadBufferEntries, WriteBufferEntries = c.WriteBufferEntries, Refresh = c.Refresh != RefreshCatalog.None,
        }, AddressMapCatalog.Create(c.AddressMap, setup.Standard), log);
    }
}
