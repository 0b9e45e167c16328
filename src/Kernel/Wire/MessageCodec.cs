using ActorSim.Kernel.Model;

namespace ActorSim.Kernel.Wire;

/// <summary>Writes a message's fields.</summary>
/// <typeparam name="T">Its type.</typeparam>
public delegate void WireFieldWriter<in T>(T message, WireWriter to);

/// <summary>Fills a new message with what a <see cref="WireFieldWriter{T}"/> wrote, and refuses what no sender would send.</summary>
/// <typeparam name="T">Its type.</typeparam>
public delegate void WireFieldReader<in T>(T message, ref WireReader from);

/// <summary>How messages of one type look as bytes: a row of a <see cref="MessageCatalog"/>.</summary>
public abstract class MessageCodec
{
    private protected MessageCodec(Type type) => Type = type;

    public Type Type { get; }

    /// <summary>What the type is called on the wire.</summary>
    public string Manifest => Type.Name;

    /// <summary>A message with fields.</summary>
    public static MessageCodec Of<T>(WireFieldWriter<T> write, WireFieldReader<T> read)
        where T : TimedMessage, new() => new TypedCodec<T>(write, read);

    /// <summary>A message that says all with its type and time.</summary>
    public static MessageCodec Of<T>()
        where T : TimedMessage, new() => new TypedCodec<T>(static (_, _) => { }, static (T _, ref WireReader _) => { });

    internal abstract void Write(TimedMessage message, WireWriter to);

    internal abstract TimedMessage Read(ref WireReader from);

    private sealed class TypedCodec<T>(WireFieldWriter<T> write, WireFieldReader<T> read) : MessageCodec(typeof(T))
        where T : TimedMessage, new()
    {
        internal override void Write(TimedMessage message, WireWriter to) => write((T)message, to);

        internal override TimedMessage Read(ref WireReader from)
        {
            var message = new T();
            read(message, ref from);
            return message;
        }
    }
}
