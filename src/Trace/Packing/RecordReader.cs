using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using MessagePack;

namespace ActorSim.Trace.Packing;

/// <summary>What the fields of records are made of; reads and refuses like <see cref="PackedReader"/>.</summary>
internal interface IFieldSource
{
    long Offset { get; }

    int ReadArrayHeader();

    long ReadInt64();

    void Skip();
}

/// <summary>
/// Array headers, integers and booleans straight from a span: all that records hold besides a transfer's options. Here decoding time is
/// spent, and the library's reader is slower at it (docs/decisions.md); everything else goes through <see cref="PackedReader"/>.
/// </summary>
internal ref struct RecordReader : IFieldSource
{
    private readonly ReadOnlyMemory<byte> _memory;
    private readonly ReadOnlySpan<byte> _data;
    private readonly long _origin;
    private int _position;

    /// <param name="data">The bytes to read.</param>
    /// <param name="origin">Offset of the first byte in the whole stream; only for error messages.</param>
    public RecordReader(ReadOnlyMemory<byte> data, long origin)
    {
        _memory = data;
        _data = data.Span;
        _origin = origin;
    }

    public readonly int Consumed => _position;

    public readonly int Remaining => _data.Length - _position;

    public readonly long Offset => _origin + _position;

    private readonly byte NextCode => _position < _data.Length ? _data[_position] : throw PackedDataException.Truncated(Offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ReadArrayHeader()
    {
        byte code = NextCode;
        if ((code & 0xf0) != MessagePackCode.MinFixArray)
            return ReadLongArrayHeader(code);
        int count = code & 0x0f;
        if (count >= Remaining && count > 0)
            throw PackedDataException.Truncated(Offset);
        _position++;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long ReadInt64()
    {
        if ((uint)_position < (uint)_data.Length && _data[_position] <= MessagePackCode.MaxFixInt)
            return _data[_position++];
        return ReadLongInt64();
    }

    public bool ReadBoolean()
    {
        byte code = NextCode;
        if (code is not (MessagePackCode.True or MessagePackCode.False))
            throw PackedReader.Unexpected("boolean", code, Offset);
        _position++;
        return code == MessagePackCode.True;
    }

    /// <summary>Passes an empty map, which is what nearly every transfer's options are.</summary>
    public bool TryReadEmptyMap()
    {
        if (NextCode != MessagePackCode.MinFixMap)
            return false;
        _position++;
        return true;
    }

    public void Skip()
    {
        PackedReader rest = Rest();
        rest.Skip();
        MoveBehind(in rest);
    }

    /// <summary>A reader of any object at this place; afterwards <see cref="MoveBehind"/> what it has read.</summary>
    public readonly PackedReader Rest() => new(_memory[_position..], Offset);

    public void MoveBehind(in PackedReader rest) => _position += rest.Consumed;

    private int ReadLongArrayHeader(byte code)
    {
        long start = Offset;
        uint count = code switch
        {
            MessagePackCode.Array16 => BinaryPrimitives.ReadUInt16BigEndian(Payload(2)),
            MessagePackCode.Array32 => BinaryPrimitives.ReadUInt32BigEndian(Payload(4)),
            _ => throw PackedReader.Unexpected("array", code, start),
        };
        return count <= Remaining ? (int)count : throw PackedDataException.Truncated(start);
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
                return value <= long.MaxValue ? (long)value : throw PackedDataException.OutOfRange(start, value);
            default: throw PackedReader.Unexpected("integer", code, Offset);
        }
    }

    /// <summary>The <paramref name="length"/> bytes after the code; moves behind them.</summary>
    private ReadOnlySpan<byte> Payload(int length)
    {
        if (Remaining < length + 1)
            throw PackedDataException.Truncated(Offset);
        ReadOnlySpan<byte> bytes = _data.Slice(_position + 1, length);
        _position += length + 1;
        return bytes;
    }
}
