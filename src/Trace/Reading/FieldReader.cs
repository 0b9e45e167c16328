using System.Text;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Reading;

/// <summary>Reads the fields that several objects share; refusals are <see cref="PackedDataException"/>.</summary>
internal static class FieldReader
{
    /// <summary>Header of an object that needs at least <paramref name="wanted"/> elements, of which one has been read.</summary>
    public static void Arity<TSource>(ref TSource r, int found, int wanted, string what)
        where TSource : struct, IFieldSource, allows ref struct
    {
        if (found < wanted)
            throw new PackedDataException($"{what} has {found} elements; it needs {wanted}", r.Offset);
    }

    /// <summary>Passes over elements that a later version added.</summary>
    public static void SkipExtra<TSource>(ref TSource r, int found, int known)
        where TSource : struct, IFieldSource, allows ref struct
    {
        for (int i = known; i < found; i++)
            r.Skip();
    }

    public static string String(ref PackedReader r, TraceLimits limits, string what)
    {
        long at = r.Offset;
        PackedReader peek = r;
        if (peek.ReadStringSpan().Length > limits.StringBytes)
            throw new PackedDataException($"{what} is longer than {limits.StringBytes} bytes", at);
        return r.ReadString()!;
    }

    public static int ListHeader<TSource>(ref TSource r, TraceLimits limits, string what)
        where TSource : struct, IFieldSource, allows ref struct
    {
        long at = r.Offset;
        int count = r.ReadArrayHeader();
        if (count > limits.ListLength)
            throw new PackedDataException($"{what} has {count} elements; the limit is {limits.ListLength}", at);
        return count;
    }

    public static int Ints<TSource>(ref TSource r, ref GrowableArray<int> pool, TraceLimits limits, string what)
        where TSource : struct, IFieldSource, allows ref struct
    {
        int count = ListHeader(ref r, limits, what);
        Span<int> values = pool.Reserve(count);
        for (int i = 0; i < values.Length; i++)
            values[i] = Int(ref r);
        return count;
    }

    public static int Longs<TSource>(ref TSource r, ref GrowableArray<long> pool, TraceLimits limits, string what)
        where TSource : struct, IFieldSource, allows ref struct
    {
        int count = ListHeader(ref r, limits, what);
        Span<long> values = pool.Reserve(count);
        for (int i = 0; i < values.Length; i++)
            values[i] = r.ReadInt64();
        return count;
    }

    public static int Int<TSource>(ref TSource r)
        where TSource : struct, IFieldSource, allows ref struct
    {
        long at = r.Offset;
        long value = r.ReadInt64();
        return (int)value == value ? (int)value : throw PackedDataException.OutOfRange(at, value);
    }

    /// <summary>An integer 0..<paramref name="last"/>.</summary>
    public static int Choice<TSource>(ref TSource r, int last, string what)
        where TSource : struct, IFieldSource, allows ref struct
    {
        long at = r.Offset;
        long value = r.ReadInt64();
        if (value < 0 || value > last)
            throw new PackedDataException($"{what} {value} is unknown; it must be 0..{last}", at);
        return (int)value;
    }

    public static string Show(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 64)]);
}
