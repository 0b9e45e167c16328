using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.Serialization;

namespace ActorSim.Kernel.Wire;

/// <summary>Reads what a <see cref="WireWriter"/> wrote. Whoever sent it may be mistaken or hostile: what is not there is refused, and no
/// memory is taken on a claimed length's word.</summary>
public ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>Bytes left.</summary>
    public readonly int Remaining => _bytes.Length - _at;

    public bool ReadBoolean() => ReadByte() switch
    {
        0 => false,
        1 => true,
        var other => throw Refusal($"{other} where 0 or 1 is due", 1),
    };

    public byte ReadByte() => Next(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Next(sizeof(ushort)));

    public int ReadInt32() => BinaryPrimitives.ReadInt32LittleEndian(Next(sizeof(int)));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Next(sizeof(uint)));

    public long ReadInt64() => BinaryPrimitives.ReadInt64LittleEndian(Next(sizeof(long)));

    public ulong ReadUInt64() => BinaryPrimitives.ReadUInt64LittleEndian(Next(sizeof(ulong)));

    /// <summary>A number that must be from <paramref name="least"/> to <paramref name="most"/>.</summary>
    /// <param name="what">Its name, for the refusal.</param>
    /// <param name="least">Least allowed.</param>
    /// <param name="most">Most allowed.</param>
    /// <exception cref="WireFormatException">It is not.</exception>
    public int ReadInt32(string what, int least, int most = int.MaxValue)
    {
        var value = ReadInt32();
        return value >= least && value <= most ? value : throw OutOfRange(what, value, least, most, sizeof(int));
    }

    /// <summary>The same.</summary>
    public long ReadInt64(string what, long least, long most = long.MaxValue)
    {
        var value = ReadInt64();
        return value >= least && value <= most ? value : throw OutOfRange(what, value, least, most, sizeof(long));
    }

    /// <summary>How many follow, of <paramref name="bytesEach"/> bytes each: they are all there.</summary>
    /// <exception cref="WireFormatException">They are not.</exception>
    public int ReadCount(string what, int least, int bytesEach) => ReadInt32(what, least, Math.Max(least, (Remaining - sizeof(int)) / bytesEach));

    /// <summary>What <see cref="WireWriter.WriteInt64s"/> wrote.</summary>
    public long[] ReadInt64s(string what)
    {
        var values = new long[ReadCount(what, 0, sizeof(long))];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ReadInt64();
        }

        return values;
    }

    /// <summary>All that is left.</summary>
    public ReadOnlySpan<byte> ReadRest() => Next(Remaining);

    /// <exception cref="WireFormatException">Something is left.</exception>
    public readonly void RequireEnd()
    {
        if (Remaining > 0)
        {
            throw Refusal($"{Remaining} bytes too many", 0);
        }
    }

    private ReadOnlySpan<byte> Next(int length)
    {
        if (Remaining < length)
        {
            throw Refusal($"{Remaining} of {length} bytes are left: it was cut", 0);
        }

        var next = _bytes.Slice(_at, length);
        _at += length;
        return next;
    }

    private readonly WireFormatException OutOfRange(string what, long value, long least, long most, int back) =>
        Refusal(string.Create(CultureInfo.InvariantCulture, $"{what} is {value}, not from {least} to {most}"), back);

    private readonly WireFormatException Refusal(string problem, int back) =>
        new(string.Create(CultureInfo.InvariantCulture, $"byte {_at - back}: {problem}"));
}

/// <summary>Bytes that are not the message they claim to be, or a message that may not leave its process. Of the kind that Akka takes for a
/// fault of one message, not of the connection.</summary>
public sealed class WireFormatException(string message, Exception? inner = null) : SerializationException(message, inner);
