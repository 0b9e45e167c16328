using ActorSim.Hocon;

namespace Akka.Configuration;

/// <summary>Makes configurations.</summary>
public class ConfigurationFactory
{
    private static readonly Lazy<Config> Reference = new(() => ParseString(ReferenceConfig.Text));

    public static Config Empty => Config.Empty;

    /// <summary>The runtime's own defaults.</summary>
    public static Config Default() => Reference.Value;

    /// <summary>Parses HOCON.</summary>
    /// <exception cref="ConfigurationException">It is not HOCON; the message has line and column.</exception>
    public static Config ParseString(string hocon)
    {
        try
        {
            return new Config(HoconDocument.ParseString(hocon, "string").Root);
        }
        catch (HoconException e)
        {
            throw new ConfigurationException(e.Message, e);
        }
    }
}
