using ActorSim.Actors.Dram;
using ActorSim.Hocon;

namespace ActorSim.Cli.Configuration;

/// <summary>Reads the memory: the keys of "dram".</summary>
internal static class DramConfiguration
{
    public static DramSpec Read(HoconObject c) =>
        new(c.GetInt("dram.channels"), c.GetName("dram.channel-map", ChannelMapCatalog.Names), c.GetName("dram.model", DramCatalog.Names),
            c.GetInt("dram.fixed.latency"));
}
