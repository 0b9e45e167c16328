using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace ActorSim.Kernel;

/// <summary>Stands in for Akka's serializer of arbitrary objects: nothing but what has a serializer of its own leaves a process, and no library is
/// loaded for it.</summary>
public sealed class RefusingSerializer : Serializer
{
    /// <summary>As Akka makes it, with settings.</summary>
    public RefusingSerializer(ExtendedActorSystem system, Config config)
        : base(system)
    {
        _ = config;
    }

    /// <inheritdoc/>
    public override int Identifier => 1;

    /// <inheritdoc/>
    public override bool IncludeManifest => false;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override byte[] ToBinary(object obj) =>
        throw new NotSupportedException($"objects of type {obj.GetType()} are not serialized: no serializer is registered for them");

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override object FromBinary(byte[] bytes, Type type) =>
        throw new NotSupportedException($"objects of type {type} are not read: no serializer is registered for them");
}
