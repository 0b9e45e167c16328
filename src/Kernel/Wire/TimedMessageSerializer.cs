using ActorSim.Kernel.Dispatch;
using ActorSim.Kernel.Model;
using Akka.Actor;
using Akka.Serialization;

namespace ActorSim.Kernel.Wire;

/// <summary>
/// Timed messages as bytes: ticks, order, source and target (24 bytes), then the fields as the catalog says. What is written stays as it was and
/// is left to the garbage collector: Akka may write a message twice, and on another thread than its pool's. What is read comes from no pool.
/// </summary>
internal sealed class TimedMessageSerializer(ExtendedActorSystem system, MessageCatalog catalog) : SerializerWithStringManifest(system)
{
    // Akka's own are below 100.
    public const int Id = 7101;

    /// <inheritdoc/>
    public override int Identifier => Id;

    /// <inheritdoc/>
    public override string Manifest(object o) => catalog.For(o).Manifest;

    /// <inheritdoc/>
    public override byte[] ToBinary(object obj)
    {
        try
        {
            return Write((TimedMessage)obj);
        }
        catch (WireFormatException refusal)
        {
            VirtualTimeDispatcher.FailRunOf(system, refusal);
            throw;
        }
    }

    /// <inheritdoc/>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return Read(bytes, manifest);
        }
        catch (WireFormatException refusal)
        {
            VirtualTimeDispatcher.FailRunOf(system, refusal);
            throw;
        }
    }

    private byte[] Write(TimedMessage message)
    {
        var to = new WireWriter();
        to.WriteInt64(message.Ticks);
        to.WriteUInt64(message.Order);
        to.WriteInt32(message.Source);
        to.WriteInt32(message.Target);
        catalog.For(message).Write(message, to);
        return to.Written.ToArray();
    }

    private TimedMessage Read(byte[] bytes, string manifest)
    {
        if (!catalog.TryFind(manifest, out var codec))
        {
            throw new WireFormatException($"a message of type '{manifest}' came in, which is not in the catalog");
        }

        try
        {
            return Read(new WireReader(bytes), codec);
        }
        catch (WireFormatException refusal)
        {
            throw new WireFormatException($"{manifest}, {bytes.Length} bytes: {refusal.Message}", refusal);
        }
    }

    private static TimedMessage Read(WireReader from, MessageCodec codec)
    {
        var ticks = from.ReadInt64("time", 0, long.MaxValue - 1);
        var order = from.ReadUInt64();
        var source = from.ReadInt32("source", 0);
        var target = from.ReadInt32("target", 0);
        var message = codec.Read(ref from);
        from.RequireEnd();
        message.Stamp(ticks, order, source, target);
        return message;
    }
}
