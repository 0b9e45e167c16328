using System.Collections.Concurrent;
using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorSim.Kernel.Wire;

/// <summary>
/// Stands where Akka has a serializer for any type there is (Newtonsoft's JSON, which makes objects of whatever type the bytes name): a type
/// without a serializer of its own is refused, coming and going.
/// </summary>
public sealed class UnlistedTypeSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    // Akka's own words to its guardians ("stop this child") are no data. Where every message is serialized, in one process, they pass as they are.
    private readonly ConcurrentDictionary<long, object> _passing = new();
    private long _passed;

    /// <summary>As Akka makes it where the other's settings are still there.</summary>
    public UnlistedTypeSerializer(ExtendedActorSystem system, Config unused)
        : this(system) => _ = unused;

    /// <summary>That of the serializer whose place it takes.</summary>
    public override int Identifier => 1;

    /// <inheritdoc/>
    public override string Manifest(object o) => o.GetType().Name;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        if (system.Settings.SerializeAllMessages && obj.GetType().Assembly == typeof(ActorSystem).Assembly)
        {
            var place = Interlocked.Increment(ref _passed);
            _passing[place] = obj;
            return BitConverter.GetBytes(place);
        }

        var refusal = new WireFormatException(
            $"{obj.GetType()} has no serializer: messages that leave a process are listed by type (MessageCatalog for timed ones)");
        if (obj is TimedMessage)
        {
            VirtualTimeDispatcher.FailRunOf(system, refusal);
        }

        throw refusal;
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest) =>
        bytes.Length == sizeof(long) && _passing.TryRemove(BitConverter.ToInt64(bytes), out var passing)
            ? passing
            : throw new WireFormatException($"a message of type '{manifest}' came in, which has no serializer here");
}
