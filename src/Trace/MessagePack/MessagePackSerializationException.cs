namespace ActorSim.Trace.MessagePack;

/// <summary>Bytes that are not the MessagePack object that was asked for.</summary>
public sealed class MessagePackSerializationException : Exception
{
    public MessagePackSerializationException(string message, long offset, bool isTruncated = false)
        : base(message)
    {
        Offset = offset;
        IsTruncated = isTruncated;
    }

    /// <summary>Byte offset of the object that was refused, in the coordinates given to the reader.</summary>
    public long Offset { get; }

    /// <summary>True when more bytes could make the object valid.</summary>
    public bool IsTruncated { get; }
}
