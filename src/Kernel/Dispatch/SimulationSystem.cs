using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;

namespace ActorSim.Kernel.Dispatch;

/// <summary>The actor system that a simulation lives in, configured by hocon/akka.conf.</summary>
public static class SimulationSystem
{
    private const string Name = "actorsim";
    private const string Resource = "hocon/akka.conf";

    /// <summary>Creates a system. Its owner terminates it.</summary>
    /// <param name="overrides">HOCON laid over hocon/akka.conf; null for none.</param>
    /// <param name="setups">What cannot be said in HOCON: serializers with their catalogs.</param>
    public static ActorSystem Create(string? overrides = null, params Setup[] setups)
    {
        var config = Configuration(overrides);

        // With setups Akka looks for a configuration file of the application as well, and loads what reads it.
        return setups.Length == 0
            ? ActorSystem.Create(Name, config)
            : ActorSystem.Create(Name, ActorSystemSetup.Create([BootstrapSetup.Create().WithConfig(config), .. setups]));
    }

    /// <summary>hocon/akka.conf, with <paramref name="overrides"/> on top: for systems that others create (a TestKit's).</summary>
    public static Config Configuration(string? overrides = null)
    {
        var shipped = ConfigurationFactory.ParseString(ShippedText());
        return overrides is null ? shipped : AkkaSettings.Parse(overrides, shipped).WithFallback(shipped);
    }

    private static string ShippedText()
    {
        using var stream = typeof(SimulationSystem).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
