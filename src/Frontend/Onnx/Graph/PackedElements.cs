using System.Buffers.Binary;

namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>Packed little-endian elements to numbers and back.</summary>
public static class PackedElements
{
    /// <summary>Elements of any real or whole type and bool as real numbers.</summary>
    public static double[] ToDoubles(OnnxElementType type, ReadOnlySpan<byte> data, int count)
    {
        var values = new double[count];
        if (!type.IsReal())
        {
            var whole = ToInt64s(type, data, count);
            for (var i = 0; i < count; i++)
            {
                values[i] = type == OnnxElementType.UInt64 ? (ulong)whole[i] : whole[i];
            }

            return values;
        }

        Check(type, data, count);
        for (var i = 0; i < count; i++)
        {
            values[i] = type.Bits() <= 8 ? SmallFloat.Decode(type, Small(type.Bits(), data, i)) : Real(type, data[(i * (type.Bits() / 8))..]);
        }

        return values;
    }

    /// <summary>Elements of a whole type or bool.</summary>
    public static long[] ToInt64s(OnnxElementType type, ReadOnlySpan<byte> data, int count)
    {
        if (!type.IsInteger() && type != OnnxElementType.Bool)
        {
            throw new InvalidOperationException($"elements of {type} are not whole numbers");
        }

        Check(type, data, count);
        var values = new long[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = type.Bits() < 8 ? Narrow(type, Small(type.Bits(), data, i)) : Whole(type, data[(i * (type.Bits() / 8))..]);
        }

        return values;
    }

    public static byte[] FromDoubles(OnnxElementType type, IReadOnlyList<double> values)
    {
        if (!type.IsReal())
        {
            return FromInt64s(type, [.. values.Select(v => type == OnnxElementType.UInt64 ? (long)(ulong)v : (long)v)]);
        }

        var width = type.Bits() / 8;
        var data = new byte[values.Count * width];
        for (var i = 0; i < values.Count; i++)
        {
            WriteReal(type, data.AsSpan(i * width), values[i]);
        }

        return data;
    }

    public static byte[] FromInt64s(OnnxElementType type, IReadOnlyList<long> values)
    {
        var data = new byte[type.Bytes(values.Count)];
        for (var i = 0; i < values.Count; i++)
        {
            switch (type.Bits())
            {
                case 2: data[i / 4] |= (byte)((values[i] & 3) << (2 * (i % 4))); break;
                case 4: data[i / 2] |= (byte)((values[i] & 15) << (4 * (i % 2))); break;
                case 8: data[i] = unchecked((byte)values[i]); break;
                case 16: BinaryPrimitives.WriteInt16LittleEndian(data.AsSpan(i * 2), unchecked((short)values[i])); break;
                case 32: BinaryPrimitives.WriteInt32LittleEndian(data.AsSpan(i * 4), unchecked((int)values[i])); break;
                case 64: BinaryPrimitives.WriteInt64LittleEndian(data.AsSpan(i * 8), values[i]); break;
                default: throw new InvalidOperationException($"elements of {type} are not whole numbers");
            }
        }

        return data;
    }

    /// <summary>The upper half of a 32-bit real number, rounded to nearest even; not-a-numbers stay so.</summary>
    public static ushort ToBFloat16(float value)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        return float.IsNaN(value) ? (ushort)((bits >> 16) | 0x40) : (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    public static float FromBFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    /// <summary>The nearest number of a real type; others are returned as they are.</summary>
    public static double Round(OnnxElementType type, double value) => type switch
    {
        OnnxElementType.Float32 => (float)value,
        OnnxElementType.Float16 => (double)(Half)value,
        OnnxElementType.BFloat16 => FromBFloat16(ToBFloat16((float)value)),
        _ => value,
    };

    private static void Check(OnnxElementType type, ReadOnlySpan<byte> data, int count)
    {
        if (data.Length < type.Bytes(count))
        {
            throw new InvalidOperationException($"{data.Length} bytes do not hold {count} elements of {type}");
        }
    }

    private static double Real(OnnxElementType type, ReadOnlySpan<byte> at) => type switch
    {
        OnnxElementType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(at),
        OnnxElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(at),
        OnnxElementType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(at),
        OnnxElementType.BFloat16 => FromBFloat16(BinaryPrimitives.ReadUInt16LittleEndian(at)),
        _ => throw new InvalidOperationException($"elements of {type} are not read"),
    };

    private static void WriteReal(OnnxElementType type, Span<byte> at, double value)
    {
        switch (type)
        {
            case OnnxElementType.Float64: BinaryPrimitives.WriteDoubleLittleEndian(at, value); break;
            case OnnxElementType.Float32: BinaryPrimitives.WriteSingleLittleEndian(at, (float)value); break;
            case OnnxElementType.Float16: BinaryPrimitives.WriteHalfLittleEndian(at, (Half)value); break;
            case OnnxElementType.BFloat16: BinaryPrimitives.WriteUInt16LittleEndian(at, ToBFloat16((float)value)); break;
            default: throw new InvalidOperationException($"elements of {type} are not written");
        }
    }

    // The first of those in a byte has its low bits.
    private static int Small(int bits, ReadOnlySpan<byte> data, int index)
    {
        var inByte = 8 / bits;
        return (data[index / inByte] >> (bits * (index % inByte))) & ((1 << bits) - 1);
    }

    private static long Narrow(OnnxElementType type, int bits)
    {
        var isSigned = type is OnnxElementType.Int4 or OnnxElementType.Int2;
        return isSigned && bits >= 1 << (type.Bits() - 1) ? bits - (1 << type.Bits()) : bits;
    }

    private static long Whole(OnnxElementType type, ReadOnlySpan<byte> at) => type switch
    {
        OnnxElementType.Int8 => (sbyte)at[0],
        OnnxElementType.UInt8 => at[0],
        OnnxElementType.Bool => at[0] == 0 ? 0 : 1,
        OnnxElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(at),
        OnnxElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(at),
        OnnxElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
        OnnxElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(at),
        _ => BinaryPrimitives.ReadInt64LittleEndian(at),
    };
}
