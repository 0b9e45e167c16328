using ActorSim.Dram;
using ActorSim.Dram.ChannelMaps;
using ActorSim.Dram.Standards;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>Reads the memory: the keys of "dram".</summary>
internal static class DramConfiguration
{
    public static DramSpec Read(HoconObject c)
    {
        var model = c.GetName("dram.model", DramCatalog.Names);
        var spec = new DramSpec(
            c.GetInt("dram.channels"), c.GetName("dram.channel-map", ChannelMapCatalog.Names), model, c.GetInt("dram.fixed.latency"))
        {
            Standard = Hbm2Configuration.Standard(c),
            Controller = Hbm2Configuration.Controller(c),
            Setup = StandardConfiguration.Read(c),
        };
        if (DramCatalog.AnswersByAddress(spec))
        {
            RequireRequestSize(c, model == DramCatalog.Standard ? spec.Setup.Standard : spec.Standard);
        }

        return spec;
    }

    private static void RequireRequestSize(HoconObject c, DramStandard standard)
    {
        const string Key = "dma.request-bytes";
        var bytes = c.GetByteSize(Key);
        if (bytes != standard.RequestBytes)
        {
            throw new HoconException(c.Get(Key).Origin,
                $"{Key} = {bytes} bytes, but a burst of {standard.Name} moves {standard.RequestBytes} "
                + "(data-bus-bits / 8 x prefetch-words of dram.hbm2); make them equal");
        }
    }
}
