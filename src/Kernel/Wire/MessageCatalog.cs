using System.Diagnostics.CodeAnalysis;
using ActorSim.Kernel.Model;
using Akka.Actor;
using Akka.Serialization;

namespace ActorSim.Kernel.Wire;

/// <summary>The types of messages that may leave a process or enter it, and how each looks as bytes. What is not in it is refused.</summary>
public sealed class MessageCatalog
{
    /// <summary>Number of the messages' present form; grows with every change of a type's fields or name.</summary>
    public const int SchemaVersion = 2;

    private readonly Dictionary<Type, MessageCodec> _byType = [];
    private readonly Dictionary<string, MessageCodec> _byManifest = new(StringComparer.Ordinal);

    /// <param name="codecs">A row per type of the model's protocol; the kernel's own are added.</param>
    /// <exception cref="ArgumentException">Two types have the same name.</exception>
    public MessageCatalog(params ReadOnlySpan<MessageCodec> codecs)
    {
        Add(MessageCodec.Of<SimulationBegins>());
        foreach (var codec in codecs)
        {
            Add(codec);
        }
    }

    public IReadOnlyCollection<Type> Types => _byType.Keys;

    /// <summary>The serializer for these messages, as a <see cref="SerializationSetup"/> takes it.</summary>
    public SerializerDetails BindTo(ExtendedActorSystem system) =>
        SerializerDetails.Create("actorsim-messages", new TimedMessageSerializer(system, this), [typeof(TimedMessage)]);

    internal MessageCodec For(object message) => _byType.TryGetValue(message.GetType(), out var codec)
        ? codec
        : throw new WireFormatException($"messages of type {message.GetType()} do not leave their process: they are not in the catalog");

    internal bool TryFind(string manifest, [NotNullWhen(true)] out MessageCodec? codec) => _byManifest.TryGetValue(manifest, out codec);

    private void Add(MessageCodec codec)
    {
        if (!_byType.TryAdd(codec.Type, codec) || !_byManifest.TryAdd(codec.Manifest, codec))
        {
            throw new ArgumentException($"the catalog of messages has two types called {codec.Manifest}");
        }
    }
}
