using System.Collections.Immutable;
using System.Globalization;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Wire;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorSim.Cluster;

/// <summary>The actor system of a process that talks to others: a simulation's, with Akka.Remote and two serializers of ours, one for the model's
/// messages and one for those of <see cref="ControlMessages"/>. Nothing else gets in or out.</summary>
public static class NodeSystem
{
    private const string Resource = "hocon/remote.conf";

    /// <summary>Creates a system that listens. Its owner terminates it.</summary>
    /// <param name="host">Address of this machine that others connect to: "127.0.0.1" for itself alone.</param>
    /// <param name="port">0 to 65535; 0: any that is free.</param>
    /// <param name="messages">The model's messages.</param>
    /// <param name="overrides">HOCON laid over hocon/akka.conf, under hocon/remote.conf; null for none.</param>
    public static ActorSystem Create(string host, int port, MessageCatalog messages, string? overrides = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        var listen = ConfigurationFactory.ParseString(string.Create(CultureInfo.InvariantCulture,
            $"akka.remote.dot-netty.tcp {{ hostname = \"{host}\", port = {port} }}"));
        var config = listen.WithFallback(ShippedSettings()).WithFallback(SimulationSystem.Configuration(overrides));
        var serializers = SerializationSetup.Create(system => Serializers(system, messages));
        return ActorSystem.Create("actorsim", ActorSystemSetup.Create(BootstrapSetup.Create().WithConfig(config), serializers));
    }

    private static ImmutableHashSet<SerializerDetails> Serializers(ExtendedActorSystem system, MessageCatalog messages) =>
    [
        messages.BindTo(system),
        SerializerDetails.Create("actorsim-control", new ControlMessageSerializer(system, ControlMessages.Types), [.. ControlMessages.Types]),
    ];

    private static Config ShippedSettings()
    {
        using var stream = typeof(NodeSystem).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        return ConfigurationFactory.ParseString(reader.ReadToEnd());
    }
}
