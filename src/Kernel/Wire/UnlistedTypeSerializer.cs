using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorSim.Kernel;

/// <summary>
/// Stands where Akka has a serializer for any type there is (Newtonsoft's JSON, which makes objects of whatever type the bytes name): a type
/// without a serializer of its own is refused, coming and going.
/// </summary>
public sealed class UnlistedTypeSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>As Akka makes it where the other's settings are still there.</summary>
    public UnlistedTypeSerializer(ExtendedActorSystem system, Config unused)
        : this(system) => _ = unused;

    /// <summary>That of the serializer whose place it takes.</summary>
    public override int Identifier => 1;

    /// <inheritdoc/>
    public override string Manifest(object o) => o.GetType().Name;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj) =>
        throw Refuse(obj as TimedMessage, $"{obj.GetType()} has no serializer: messages that leave a process are listed by type "
            + "(MessageCatalog for timed ones)");

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) =>
        throw Refuse(null, $"a message of type '{manifest}' came in, which has no serializer here");

    private WireFormatException Refuse(TimedMessage? message, string problem)
    {
        var refusal = new WireFormatException(problem);
        if (message is not null)
        {
            VirtualTimeDispatcher.FailRunOf(system, refusal);
        }

        return refusal;
    }
}
