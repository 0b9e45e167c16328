namespace ActorSim.Trace.Packing;

/// <summary>Bytes that are not the MessagePack object that was asked for.</summary>
public sealed class PackedDataException : Exception
{
    public PackedDataException(string message, long offset, bool isTruncated = false, Exception? inner = null)
        : base(message, inner)
    {
        Offset = offset;
        IsTruncated = isTruncated;
    }

    /// <summary>Byte offset of the object that was refused, in the coordinates given to the reader.</summary>
    public long Offset { get; }

    /// <summary>True when more bytes could make the object valid.</summary>
    public bool IsTruncated { get; }

    internal static PackedDataException Truncated(long offset, Exception? inner = null) =>
        new("the data ends inside an object", offset, true, inner);

    internal static PackedDataException OutOfRange<T>(long offset, T value)
        where T : struct =>
        new($"integer {value} is outside the allowed range", offset);
}
