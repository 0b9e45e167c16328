using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace ActorSim.Trace.MessagePack;

/// <summary>
/// Writes MessagePack objects to a buffer writer, each in its shortest form. Nothing is certain to have arrived before
/// <see cref="Flush"/>. The caller keeps array and map headers true.
/// </summary>
public ref struct MessagePackWriter
{
    private const int Block = 256;

    private readonly IBufferWriter<byte> _output;
    private Span<byte> _span;
    private int _used;

    public MessagePackWriter(IBufferWriter<byte> output)
    {
        _output = output;
        _span = output.GetSpan(Block);
        _used = 0;
    }

    /// <summary>Hands everything written to the buffer writer.</summary>
    public void Flush()
    {
        _output.Advance(_used);
        _span = default;
        _used = 0;
    }

    public void WriteNil() => Reserve(1)[0] = MessagePackCode.Nil;

    public void Write(bool value) => Reserve(1)[0] = value ? MessagePackCode.True : MessagePackCode.False;

    public void Write(int value) => Write((long)value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(long value)
    {
        if ((ulong)value <= MessagePackCode.MaxFixInt)
            Reserve(1)[0] = (byte)value;
        else
            WriteLong(value);
    }

    public void Write(ulong value)
    {
        if (value <= long.MaxValue)
            Write((long)value);
        else
            BinaryPrimitives.WriteUInt64BigEndian(Code(MessagePackCode.UInt64, 8), value);
    }

    public void Write(float value) => BinaryPrimitives.WriteSingleBigEndian(Code(MessagePackCode.Float32, 4), value);

    public void Write(double value) => BinaryPrimitives.WriteDoubleBigEndian(Code(MessagePackCode.Float64, 8), value);

    /// <summary>A string as UTF-8, or nil for null.</summary>
    public void Write(string? value)
    {
        if (value is null)
            WriteNil();
        else
            WriteString(Encoding.UTF8.GetBytes(value));
    }

    public void WriteString(scoped ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length < 32)
            Reserve(1)[0] = (byte)(MessagePackCode.MinFixStr | utf8.Length);
        else
            WriteLength(utf8.Length, MessagePackCode.Str8, MessagePackCode.Str16, MessagePackCode.Str32);
        WriteRaw(utf8);
    }

    /// <summary>A binary object.</summary>
    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        WriteLength(bytes.Length, MessagePackCode.Bin8, MessagePackCode.Bin16, MessagePackCode.Bin32);
        WriteRaw(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteArrayHeader(int count)
    {
        if ((uint)count < 16)
            Reserve(1)[0] = (byte)(MessagePackCode.MinFixArray | count);
        else
            WriteLength(count, null, MessagePackCode.Array16, MessagePackCode.Array32);
    }

    public void WriteMapHeader(int count)
    {
        if ((uint)count < 16)
            Reserve(1)[0] = (byte)(MessagePackCode.MinFixMap | count);
        else
            WriteLength(count, null, MessagePackCode.Map16, MessagePackCode.Map32);
    }

    public void WriteExtensionFormat(sbyte typeCode, scoped ReadOnlySpan<byte> payload)
    {
        if (payload.Length is 1 or 2 or 4 or 8 or 16)
            Reserve(1)[0] = (byte)(MessagePackCode.FixExt1 + int.Log2(payload.Length));
        else
            WriteLength(payload.Length, MessagePackCode.Ext8, MessagePackCode.Ext16, MessagePackCode.Ext32);
        Reserve(1)[0] = (byte)typeCode;
        WriteRaw(payload);
    }

    /// <summary>Bytes that are already MessagePack.</summary>
    public void WriteRaw(scoped ReadOnlySpan<byte> encoded) => encoded.CopyTo(Reserve(encoded.Length));

    private void WriteLong(long value)
    {
        switch (value)
        {
            case < int.MinValue: BinaryPrimitives.WriteInt64BigEndian(Code(MessagePackCode.Int64, 8), value); break;
            case < short.MinValue: BinaryPrimitives.WriteInt32BigEndian(Code(MessagePackCode.Int32, 4), (int)value); break;
            case < sbyte.MinValue: BinaryPrimitives.WriteInt16BigEndian(Code(MessagePackCode.Int16, 2), (short)value); break;
            case < -32: Code(MessagePackCode.Int8, 1)[0] = (byte)value; break;
            case <= MessagePackCode.MaxFixInt: Reserve(1)[0] = (byte)value; break;
            case <= byte.MaxValue: Code(MessagePackCode.UInt8, 1)[0] = (byte)value; break;
            case <= ushort.MaxValue: BinaryPrimitives.WriteUInt16BigEndian(Code(MessagePackCode.UInt16, 2), (ushort)value); break;
            case <= uint.MaxValue: BinaryPrimitives.WriteUInt32BigEndian(Code(MessagePackCode.UInt32, 4), (uint)value); break;
            default: BinaryPrimitives.WriteUInt64BigEndian(Code(MessagePackCode.UInt64, 8), (ulong)value); break;
        }
    }

    private void WriteLength(int length, byte? code8, byte code16, byte code32)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        if (length <= byte.MaxValue && code8 is byte code)
            Code(code, 1)[0] = (byte)length;
        else if (length <= ushort.MaxValue)
            BinaryPrimitives.WriteUInt16BigEndian(Code(code16, 2), (ushort)length);
        else
            BinaryPrimitives.WriteUInt32BigEndian(Code(code32, 4), (uint)length);
    }

    private Span<byte> Code(byte code, int payload)
    {
        Span<byte> bytes = Reserve(payload + 1);
        bytes[0] = code;
        return bytes[1..];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int length)
    {
        if (_span.Length - _used < length)
            Refill(length);
        Span<byte> bytes = _span.Slice(_used, length);
        _used += length;
        return bytes;
    }

    private void Refill(int length)
    {
        Flush();
        _span = _output.GetSpan(Math.Max(length, Block));
    }
}
