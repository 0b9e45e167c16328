using System.Text;
using MessagePack;

namespace ActorSim.Trace.Packing;

/// <summary>
/// MessagePack-CSharp's reader with the refusals that a trace needs: every read refuses a wrong type, an integer outside the asked range,
/// and a length that the remaining bytes cannot hold (each array element takes at least one byte), so nothing is allocated on a header's
/// word; text is strict UTF-8, nesting is bounded, and each refusal is a <see cref="PackedDataException"/> with its byte offset.
/// </summary>
public ref struct PackedReader : IFieldSource
{
    /// <summary>Deepest nesting of arrays and maps that <see cref="Skip()"/> and <see cref="ReadRaw"/> accept.</summary>
    public const int MaximumDepth = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly ReadOnlyMemory<byte> _data;
    private readonly long _origin;
    private MessagePackReader _inner;

    /// <param name="data">The bytes to read.</param>
    /// <param name="origin">Offset of the first byte in the whole stream; only for error messages.</param>
    public PackedReader(ReadOnlyMemory<byte> data, long origin = 0)
    {
        _data = data;
        _origin = origin;
        _inner = new MessagePackReader(data);
    }

    private delegate T Reading<out T>(ref MessagePackReader reader);

    /// <summary>Bytes read so far.</summary>
    public readonly int Consumed => (int)_inner.Consumed;

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _data.Length - Consumed;

    /// <summary>Offset of the next byte in the whole stream.</summary>
    public readonly long Offset => _origin + Consumed;

    public readonly bool End => Remaining == 0;

    /// <summary>First byte of the next object; refuses the end of the data.</summary>
    public readonly byte NextCode => End ? throw PackedDataException.Truncated(Offset) : _inner.NextCode;

    public readonly MessagePackType NextMessagePackType => MessagePackCode.ToMessagePackType(NextCode);

    /// <summary>Reads a nil if the next object is one.</summary>
    public bool TryReadNil() => !End && _inner.TryReadNil();

    public void ReadNil()
    {
        if (!TryReadNil())
            throw Unexpected("nil");
    }

    public bool ReadBoolean() => Read(MessagePackType.Boolean, "boolean", static (ref MessagePackReader r) => r.ReadBoolean());

    /// <summary>Number of elements of the next array.</summary>
    public int ReadArrayHeader() => Read(MessagePackType.Array, "array", static (ref MessagePackReader r) => r.ReadArrayHeader());

    /// <summary>Number of key-value pairs of the next map.</summary>
    public int ReadMapHeader() => Read(MessagePackType.Map, "map", static (ref MessagePackReader r) => r.ReadMapHeader());

    public int ReadInt32()
    {
        long start = Offset;
        long value = ReadInt64();
        return (int)value == value ? (int)value : throw PackedDataException.OutOfRange(start, value);
    }

    public long ReadInt64()
    {
        if (NextCode != MessagePackCode.UInt64)
            return Read(MessagePackType.Integer, "integer", static (ref MessagePackReader r) => r.ReadInt64());
        long start = Offset;
        ulong value = ReadUInt64();
        return value <= long.MaxValue ? (long)value : throw PackedDataException.OutOfRange(start, value);
    }

    public ulong ReadUInt64()
    {
        if (NextCode == MessagePackCode.UInt64)
            return Read(MessagePackType.Integer, "integer", static (ref MessagePackReader r) => r.ReadUInt64());
        long start = Offset;
        long value = ReadInt64();
        return value >= 0 ? (ulong)value : throw PackedDataException.OutOfRange(start, value);
    }

    public float ReadSingle() => NextCode == MessagePackCode.Float32
        ? Read(MessagePackType.Float, "float", static (ref MessagePackReader r) => r.ReadSingle())
        : throw Unexpected("float32");

    /// <summary>A float32 or float64.</summary>
    public double ReadDouble() => Read(MessagePackType.Float, "float", static (ref MessagePackReader r) => r.ReadDouble());

    /// <summary>A string, or null for nil; refuses invalid UTF-8.</summary>
    public string? ReadString()
    {
        if (TryReadNil())
            return null;
        long start = Offset;
        ReadOnlySpan<byte> utf8 = ReadStringSpan();
        try
        {
            return StrictUtf8.GetString(utf8);
        }
        catch (DecoderFallbackException e)
        {
            throw new PackedDataException("string is not valid UTF-8", start, false, e);
        }
    }

    /// <summary>The bytes of a string, not checked to be UTF-8; valid as long as the underlying data is.</summary>
    public ReadOnlySpan<byte> ReadStringSpan() =>
        Read(MessagePackType.String, "string", static (ref MessagePackReader r) => r.ReadStringSequence()!.Value.First).Span;

    /// <summary>The bytes of a binary object.</summary>
    public ReadOnlyMemory<byte> ReadBytes() =>
        Read(MessagePackType.Binary, "binary", static (ref MessagePackReader r) => r.ReadBytes()!.Value.First);

    public ExtensionHeader ReadExtensionFormatHeader() =>
        Read(MessagePackType.Extension, "extension", static (ref MessagePackReader r) => r.ReadExtensionFormatHeader());

    /// <summary>The payload that follows <see cref="ReadExtensionFormatHeader"/>.</summary>
    public ReadOnlySpan<byte> ReadExtensionPayload(ExtensionHeader header)
    {
        if (header.Length > Remaining)
            throw PackedDataException.Truncated(Offset);
        return _inner.ReadRaw(header.Length).FirstSpan;
    }

    /// <summary>Passes over one object of any type; refuses nesting deeper than <see cref="MaximumDepth"/>.</summary>
    public void Skip() => Skip(MaximumDepth);

    /// <summary>The bytes of one object of any type, as they stand.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        int start = Consumed;
        Skip();
        return _data.Span[start..Consumed];
    }

    /// <summary>The quick reader of integers at this place; afterwards <see cref="MoveBehind"/> what it has read.</summary>
    internal readonly RecordReader Integers() => new(_data[Consumed..], Offset);

    internal void MoveBehind(in RecordReader integers) => _inner.ReadRaw(integers.Consumed);

    internal static PackedDataException Unexpected(string wanted, byte found, long offset)
    {
        string type = MessagePackCode.ToMessagePackType(found).ToString().ToLowerInvariant();
        return new PackedDataException($"expected {wanted}, found {type} (byte 0x{found:x2})", offset);
    }

    // The library would pass over containers without a bound of its own on their depth.
    private void Skip(int depth)
    {
        MessagePackType type = NextMessagePackType;
        if (type is not (MessagePackType.Array or MessagePackType.Map))
        {
            Read(type, "object", static (ref MessagePackReader r) => r.ReadRaw().Length);
            return;
        }
        int children = type == MessagePackType.Array ? ReadArrayHeader() : 2 * ReadMapHeader();
        if (depth == 0)
            throw new PackedDataException($"nesting is deeper than {MaximumDepth}", Offset);
        for (int i = 0; i < children; i++)
            Skip(depth - 1);
    }

    private T Read<T>(MessagePackType wanted, string name, Reading<T> read)
    {
        long start = Offset;
        byte code = NextCode;
        if (MessagePackCode.ToMessagePackType(code) != wanted || code == MessagePackCode.NeverUsed)
            throw Unexpected(name, code, start);
        try
        {
            return read(ref _inner);
        }
        catch (Exception e) when (e is EndOfStreamException or OverflowException or ArgumentOutOfRangeException)
        {
            // The last two are lengths beyond int, which no data here has: the type is right, and integers fit.
            throw PackedDataException.Truncated(start, e);
        }
    }

    private readonly PackedDataException Unexpected(string wanted) => Unexpected(wanted, NextCode, Offset);
}
