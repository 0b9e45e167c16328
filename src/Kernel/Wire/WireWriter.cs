using System.Buffers;
using System.Buffers.Binary;

namespace ActorSim.Kernel.Wire;

/// <summary>The bytes of a message in the making: numbers of fixed width, little-endian.</summary>
public sealed class WireWriter : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[256];
    private int _count;

    /// <summary>What has been written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _count);

    public void WriteBoolean(bool value) => Next(1)[0] = value ? (byte)1 : (byte)0;

    public void WriteByte(byte value) => Next(1)[0] = value;

    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Next(sizeof(ushort)), value);

    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Next(sizeof(int)), value);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Next(sizeof(uint)), value);

    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Next(sizeof(long)), value);

    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Next(sizeof(ulong)), value);

    /// <summary>Their number, then the numbers.</summary>
    public void WriteInt64s(ReadOnlySpan<long> values)
    {
        WriteInt32(values.Length);
        foreach (var value in values)
        {
            WriteInt64(value);
        }
    }

    /// <inheritdoc/>
    public void Advance(int count) => _count += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_count);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private Span<byte> Next(int length)
    {
        Reserve(length);
        var next = _bytes.AsSpan(_count, length);
        _count += length;
        return next;
    }

    private void Reserve(int length)
    {
        if (_bytes.Length - _count < length)
        {
            Array.Resize(ref _bytes, Math.Max(_count + length, _bytes.Length * 2));
        }
    }
}
