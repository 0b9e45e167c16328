using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text;

namespace ActorSim.Trace.MessagePack;

/// <summary>
/// Reads MessagePack objects from a span, forwards only. Every read refuses a wrong type, an integer outside the asked range, and a
/// length that the remaining bytes cannot hold (each array element takes at least one byte), so nothing is allocated on a header's word.
/// </summary>
public ref struct MessagePackReader
{
    /// <summary>Deepest nesting of arrays and maps that <see cref="Skip()"/> and <see cref="ReadRaw"/> accept.</summary>
    public const int MaximumDepth = 64;

    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    private readonly ReadOnlySpan<byte> _data;
    private readonly long _origin;
    private int _position;

    /// <param name="data">The bytes to read.</param>
    /// <param name="origin">Offset of the first byte in the whole stream; only for error messages.</param>
    public MessagePackReader(ReadOnlySpan<byte> data, long origin = 0)
    {
        _data = data;
        _origin = origin;
        _position = 0;
    }

    /// <summary>Bytes read so far.</summary>
    public readonly int Consumed => _position;

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _data.Length - _position;

    /// <summary>Offset of the next byte in the whole stream.</summary>
    public readonly long Offset => _origin + _position;

    public readonly bool End => _position >= _data.Length;

    /// <summary>First byte of the next object; refuses the end of the data.</summary>
    public readonly byte NextCode => _position < _data.Length ? _data[_position] : throw Truncated(Offset);

    public readonly MessagePackType NextMessagePackType => MessagePackCode.ToMessagePackType(NextCode);

    /// <summary>Reads a nil if the next object is one.</summary>
    public bool TryReadNil()
    {
        if (NextCode != MessagePackCode.Nil)
            return false;
        _position++;
        return true;
    }

    public void ReadNil()
    {
        if (!TryReadNil())
            throw Unexpected("nil");
    }

    public bool ReadBoolean()
    {
        byte code = NextCode;
        if (code is not (MessagePackCode.True or MessagePackCode.False))
            throw Unexpected("boolean");
        _position++;
        return code == MessagePackCode.True;
    }

    /// <summary>Number of elements of the next array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadArrayHeader()
    {
        byte code = NextCode;
        if ((code & 0xf0) != MessagePackCode.MinFixArray)
            return ReadLongArrayHeader(code);
        int count = code & 0x0f;
        if (count >= Remaining && count > 0)
            throw Truncated(Offset);
        _position++;
        return count;
    }

    /// <summary>Number of key-value pairs of the next map.</summary>
    public int ReadMapHeader()
    {
        long start = Offset;
        byte code = NextCode;
        uint count = code switch
        {
            >= MessagePackCode.MinFixMap and <= MessagePackCode.MaxFixMap => Short(code & 0x0fu),
            MessagePackCode.Map16 => BinaryPrimitives.ReadUInt16BigEndian(Payload(2)),
            MessagePackCode.Map32 => BinaryPrimitives.ReadUInt32BigEndian(Payload(4)),
            _ => throw Unexpected("map"),
        };
        return 2L * count <= Remaining ? (int)count : throw Truncated(start);
    }

    public int ReadInt32()
    {
        long start = Offset;
        long value = ReadInt64();
        return (int)value == value ? (int)value : throw Range(start, value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInt64()
    {
        if ((uint)_position < (uint)_data.Length && _data[_position] <= MessagePackCode.MaxFixInt)
            return _data[_position++];
        return ReadLongInt64();
    }

    public ulong ReadUInt64()
    {
        if (NextCode == MessagePackCode.UInt64)
            return BinaryPrimitives.ReadUInt64BigEndian(Payload(8));
        long start = Offset;
        long value = ReadInt64();
        return value >= 0 ? (ulong)value : throw Range(start, value);
    }

    public float ReadSingle() => NextCode == MessagePackCode.Float32
        ? BinaryPrimitives.ReadSingleBigEndian(Payload(4))
        : throw Unexpected("float32");

    /// <summary>A float32 or float64.</summary>
    public double ReadDouble() => NextCode switch
    {
        MessagePackCode.Float64 => BinaryPrimitives.ReadDoubleBigEndian(Payload(8)),
        MessagePackCode.Float32 => ReadSingle(),
        _ => throw Unexpected("float"),
    };

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
        catch (DecoderFallbackException)
        {
            throw new MessagePackSerializationException("string is not valid UTF-8", start);
        }
    }

    /// <summary>The bytes of a string, not checked to be UTF-8; valid as long as the underlying data is.</summary>
    public ReadOnlySpan<byte> ReadStringSpan()
    {
        long start = Offset;
        byte code = NextCode;
        uint length = code switch
        {
            >= MessagePackCode.MinFixStr and <= MessagePackCode.MaxFixStr => Short(code & 0x1fu),
            MessagePackCode.Str8 => Payload(1)[0],
            MessagePackCode.Str16 => BinaryPrimitives.ReadUInt16BigEndian(Payload(2)),
            MessagePackCode.Str32 => BinaryPrimitives.ReadUInt32BigEndian(Payload(4)),
            _ => throw Unexpected("string"),
        };
        return Take(length, start);
    }

    /// <summary>The bytes of a binary object.</summary>
    public ReadOnlySpan<byte> ReadBytes()
    {
        long start = Offset;
        uint length = NextCode switch
        {
            MessagePackCode.Bin8 => Payload(1)[0],
            MessagePackCode.Bin16 => BinaryPrimitives.ReadUInt16BigEndian(Payload(2)),
            MessagePackCode.Bin32 => BinaryPrimitives.ReadUInt32BigEndian(Payload(4)),
            _ => throw Unexpected("binary"),
        };
        return Take(length, start);
    }

    public ExtensionHeader ReadExtensionFormatHeader()
    {
        byte code = NextCode;
        uint length = code switch
        {
            >= MessagePackCode.FixExt1 and <= MessagePackCode.FixExt16 => Short(1u << (code - MessagePackCode.FixExt1)),
            MessagePackCode.Ext8 => Payload(1)[0],
            MessagePackCode.Ext16 => BinaryPrimitives.ReadUInt16BigEndian(Payload(2)),
            MessagePackCode.Ext32 => BinaryPrimitives.ReadUInt32BigEndian(Payload(4)),
            _ => throw Unexpected("extension"),
        };
        sbyte type = (sbyte)NextCode;
        _position++;
        return new ExtensionHeader(type, length);
    }

    /// <summary>The payload that follows <see cref="ReadExtensionFormatHeader"/>.</summary>
    public ReadOnlySpan<byte> ReadExtensionPayload(ExtensionHeader header) => Take(header.Length, Offset);

    /// <summary>Passes over one object of any type; refuses nesting deeper than <see cref="MaximumDepth"/>.</summary>
    public void Skip() => Skip(MaximumDepth);

    /// <summary>The bytes of one object of any type, as they stand.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        int start = _position;
        Skip();
        return _data[start.._position];
    }

    private void Skip(int depth)
    {
        int children;
        switch (NextMessagePackType)
        {
            case MessagePackType.Integer: SkipInteger(); return;
            case MessagePackType.Nil or MessagePackType.Boolean: _position++; return;
            case MessagePackType.Float: ReadDouble(); return;
            case MessagePackType.String: ReadStringSpan(); return;
            case MessagePackType.Binary: ReadBytes(); return;
            case MessagePackType.Extension: ReadExtensionPayload(ReadExtensionFormatHeader()); return;
            case MessagePackType.Array: children = ReadArrayHeader(); break;
            case MessagePackType.Map: children = 2 * ReadMapHeader(); break;
            default: throw Unexpected("object");
        }
        if (depth == 0)
            throw new MessagePackSerializationException($"nesting is deeper than {MaximumDepth}", Offset);
        for (int i = 0; i < children; i++)
            Skip(depth - 1);
    }

    private void SkipInteger()
    {
        if (NextCode == MessagePackCode.UInt64)
            Payload(8);
        else
            ReadInt64();
    }

    private int ReadLongArrayHeader(byte code)
    {
        long start = Offset;
        uint count = code switch
        {
            MessagePackCode.Array16 => BinaryPrimitives.ReadUInt16BigEndian(Payload(2)),
            MessagePackCode.Array32 => BinaryPrimitives.ReadUInt32BigEndian(Payload(4)),
            _ => throw Unexpected("array"),
        };
        return count <= Remaining ? (int)count : throw Truncated(start);
    }

    private long ReadLongInt64()
    {
        byte code = NextCode;
        switch (code)
        {
            case >= MessagePackCode.MinNegativeFixInt: _position++; return (sbyte)code;
            case MessagePackCode.UInt8: return Payload(1)[0];
            case MessagePackCode.UInt16: return BinaryPrimitives.ReadUInt16BigEndian(Payload(2));
            case MessagePackCode.UInt32: return BinaryPrimitives.ReadUInt32BigEndian(Payload(4));
            case MessagePackCode.Int8: return (sbyte)Payload(1)[0];
            case MessagePackCode.Int16: return BinaryPrimitives.ReadInt16BigEndian(Payload(2));
            case MessagePackCode.Int32: return BinaryPrimitives.ReadInt32BigEndian(Payload(4));
            case MessagePackCode.Int64: return BinaryPrimitives.ReadInt64BigEndian(Payload(8));
            case MessagePackCode.UInt64:
                long start = Offset;
                ulong value = BinaryPrimitives.ReadUInt64BigEndian(Payload(8));
                return value <= long.MaxValue ? (long)value : throw Range(start, value);
            default: throw Unexpected("integer");
        }
    }

    private uint Short(uint length)
    {
        _position++;
        return length;
    }

    /// <summary>The <paramref name="length"/> bytes after the code; moves behind them.</summary>
    private ReadOnlySpan<byte> Payload(int length)
    {
        if (Remaining < length + 1)
            throw Truncated(Offset);
        ReadOnlySpan<byte> bytes = _data.Slice(_position + 1, length);
        _position += length + 1;
        return bytes;
    }

    private ReadOnlySpan<byte> Take(uint length, long start)
    {
        if (length > Remaining)
            throw Truncated(start);
        ReadOnlySpan<byte> bytes = _data.Slice(_position, (int)length);
        _position += (int)length;
        return bytes;
    }

    private readonly MessagePackSerializationException Unexpected(string wanted) =>
        new($"expected {wanted}, found {NextMessagePackType.ToString().ToLowerInvariant()} (byte 0x{NextCode:x2})", Offset);

    private static MessagePackSerializationException Truncated(long offset) => new("the data ends inside an object", offset, true);

    private static MessagePackSerializationException Range<T>(long offset, [DisallowNull] T value) =>
        new($"integer {value} is outside the allowed range", offset);
}
