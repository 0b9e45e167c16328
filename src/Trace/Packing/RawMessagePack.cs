using System.Buffers;
using MessagePack;

namespace ActorSim.Trace.Packing;

/// <summary>One MessagePack object kept as bytes, so that a tool can carry a value that it does not understand.</summary>
public sealed class RawMessagePack : IEquatable<RawMessagePack>
{
    private readonly byte[] _bytes;

    private RawMessagePack(byte[] bytes) => _bytes = bytes;

    public ReadOnlySpan<byte> Span => _bytes;

    public MessagePackType Type => MessagePackCode.ToMessagePackType(_bytes[0]);

    /// <summary>Copies one whole object; refuses anything else with <see cref="PackedDataException"/>.</summary>
    public static RawMessagePack FromBytes(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        var reader = new PackedReader(copy);
        reader.Skip();
        if (!reader.End)
            throw new PackedDataException("bytes follow the object", reader.Offset);
        return new RawMessagePack(copy);
    }

    public static RawMessagePack From(string value) => Encode(value, static (ref MessagePackWriter w, string v) => w.Write(v));

    public static RawMessagePack From(long value) => Encode(value, static (ref MessagePackWriter w, long v) => w.Write(v));

    public static RawMessagePack From(double value) => Encode(value, static (ref MessagePackWriter w, double v) => w.Write(v));

    public static RawMessagePack From(bool value) => Encode(value, static (ref MessagePackWriter w, bool v) => w.Write(v));

    public bool Equals(RawMessagePack? other) => other is not null && Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => Equals(obj as RawMessagePack);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    public override string ToString() => Convert.ToHexString(_bytes);

    private delegate void Encoder<T>(ref MessagePackWriter writer, T value);

    private static RawMessagePack Encode<T>(T value, Encoder<T> encode)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(output);
        encode(ref writer, value);
        writer.Flush();
        return new RawMessagePack(output.WrittenSpan.ToArray());
    }
}
