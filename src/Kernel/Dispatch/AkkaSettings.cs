using Akka.Configuration;

namespace ActorSim.Kernel.Dispatch;

/// <summary>Settings of Akka that a user lays over hocon/akka.conf.</summary>
internal static class AkkaSettings
{
    private static readonly string[] Roots = ["akka", "actorsim"];

    /// <param name="text">HOCON.</param>
    /// <param name="shipped">hocon/akka.conf, which says with Akka's own reference what there is to set.</param>
    /// <exception cref="ArgumentException">It is not HOCON, or it sets something that does not exist.</exception>
    public static Config Parse(string text, Config shipped)
    {
        Config config;
        try
        {
            config = ConfigurationFactory.ParseString(text);
        }
        catch (Exception e) when (e is ConfigurationException or FormatException or InvalidOperationException)
        {
            throw new ArgumentException($"the Akka settings cannot be read: {e.Message}", nameof(text), e);
        }

        if (config.IsEmpty && !string.IsNullOrWhiteSpace(text))
        {
            throw new ArgumentException("the Akka settings set nothing: is a brace too many?", nameof(text));
        }

        var known = shipped.WithFallback(ConfigurationFactory.Default());
        foreach (var (path, _) in config.AsEnumerable())
        {
            if (!Roots.Contains(path))
            {
                throw new ArgumentException($"unknown Akka setting '{path}': settings begin with akka or actorsim", nameof(text));
            }
        }

        foreach (var root in Roots)
        {
            RequireKnown(config, known, root);
        }

        return config;
    }

    private static void RequireKnown(Config config, Config known, string path)
    {
        if (!config.HasPath(path) || config.GetValue(path) is not { } value || !known.GetValue(path).IsObject())
        {
            return;
        }

        if (!value.IsObject())
        {
            throw new ArgumentException($"the Akka setting '{path}' is a group of settings, not a value", nameof(config));
        }

        foreach (var name in value.GetObject().Items.Keys)
        {
            var child = $"{path}.{name}";
            if (!known.HasPath(child))
            {
                throw new ArgumentException($"unknown Akka setting '{child}'; hocon/akka.conf and Akka.NET's reference list the known ones", nameof(config));
            }

            RequireKnown(config, known, child);
        }
    }
}
