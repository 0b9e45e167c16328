using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Interpreter.Data;

/// <summary>The contents of a tensor: dense, row-major, little-endian elements of its type (bool: one byte, 0 or 1).</summary>
public sealed class TensorData
{
    /// <exception cref="ArgumentException">The number of bytes is not that of the shape, or an extent is negative.</exception>
    public TensorData(ElementType type, IEnumerable<long> shape, byte[] bytes)
    {
        (Type, Shape, Bytes) = (type, [.. shape], bytes);
        var needed = checked(CountOf(Shape) * type.Bytes());
        if (bytes.LongLength != needed)
            throw new ArgumentException($"{type.Name()}[{string.Join('x', Shape)}] takes {needed} bytes, {bytes.LongLength} are given");
    }

    public ElementType Type { get; }

    public ImmutableArray<long> Shape { get; }

    public byte[] Bytes { get; }

    public long Elements => CountOf(Shape);

    /// <summary>All zero.</summary>
    public static TensorData Zeros(ElementType type, params long[] shape) => new(type, shape, new byte[checked(CountOf(shape) * type.Bytes())]);

    /// <summary>A copy of values whose .NET type is as wide as the element type (Half or ushort for f16, ushort for bf16...).</summary>
    public static TensorData Of<T>(ElementType type, T[] values, params long[] shape)
        where T : unmanaged => new(type, shape.Length == 0 ? [values.Length] : shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());

    public static TensorData Of(float[] values, params long[] shape) => Of(ElementType.F32, values, shape);

    public static TensorData Of(long[] values, params long[] shape) => Of(ElementType.I64, values, shape);

    public static TensorData Of(int[] values, params long[] shape) => Of(ElementType.I32, values, shape);

    /// <summary>Values rounded (floats, to the nearest) or wrapped (integers) to the type; bool: not 0.</summary>
    public static TensorData FromDoubles(ElementType type, IReadOnlyList<double> values, params long[] shape)
    {
        var data = Zeros(type, shape.Length == 0 ? [values.Count] : shape);
        if (values.Count != data.Elements) throw new ArgumentException($"{values.Count} values for {data.Elements} elements");
        if (type.IsFloat())
        {
            var doubles = values.Select(v => Rounding.ToType(type, v)).ToArray();
            if (type == ElementType.F64) ElementCodec.Encode(type, doubles, data.Bytes);
            else ElementCodec.Encode(type, Array.ConvertAll(doubles, d => (float)d), data.Bytes);
            return data;
        }

        var longs = values.Select(v => type == ElementType.U64 && v >= 0 ? (long)(ulong)v : (long)v).ToArray();
        if (type == ElementType.Bool) longs = Array.ConvertAll(longs, v => v != 0 ? 1L : 0L);
        ElementCodec.Encode(type, longs, data.Bytes);
        return data;
    }

    /// <summary>The elements as .NET values of the same width.</summary>
    public Span<T> As<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Bytes.AsSpan());

    /// <summary>Every element as a double (integers of more than 53 bits are rounded).</summary>
    public double[] ToDoubles()
    {
        if (Type == ElementType.F64) return As<double>().ToArray();
        if (!Type.IsFloat()) return Array.ConvertAll(ToLongs(), v => Type == ElementType.U64 ? (double)(ulong)v : v);
        var floats = new float[Elements];
        ElementCodec.Decode(Type, Bytes, floats);
        return Array.ConvertAll(floats, f => (double)f);
    }

    /// <summary>Every element of an integer or bool tensor (u64: its bits).</summary>
    /// <exception cref="InvalidOperationException">A float tensor.</exception>
    public long[] ToLongs()
    {
        if (Type.IsFloat()) throw new InvalidOperationException($"{Type.Name()} elements are not integers");
        var longs = new long[Elements];
        ElementCodec.Decode(Type, Bytes, longs);
        return longs;
    }

    public override string ToString() => $"{Type.Name()}[{string.Join('x', Shape)}]";

    internal static long CountOf(IEnumerable<long> shape)
    {
        long count = 1;
        foreach (var extent in shape)
        {
            if (extent < 0) throw new ArgumentException($"extent {extent} is negative");
            count = checked(count * extent);
        }

        return count;
    }
}
