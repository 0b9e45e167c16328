using System.Text;
using ActorSim.Trace.MessagePack;

namespace ActorSim.Trace;

/// <summary>Reads the fields that several objects share; refusals are <see cref="MessagePackSerializationException"/>.</summary>
internal static class FieldReader
{
    /// <summary>Header of an object that needs at least <paramref name="wanted"/> elements, of which one has been read.</summary>
    public static void Arity(in MessagePackReader r, int found, int wanted, string what)
    {
        if (found < wanted)
            throw new MessagePackSerializationException($"{what} has {found} elements; it needs {wanted}", r.Offset);
    }

    /// <summary>Passes over elements that a later version added.</summary>
    public static void SkipExtra(ref MessagePackReader r, int found, int known)
    {
        for (int i = known; i < found; i++)
            r.Skip();
    }

    public static string String(ref MessagePackReader r, TraceLimits limits, string what)
    {
        long at = r.Offset;
        MessagePackReader peek = r;
        if (peek.ReadStringSpan().Length > limits.StringBytes)
            throw new MessagePackSerializationException($"{what} is longer than {limits.StringBytes} bytes", at);
        return r.ReadString()!;
    }

    public static int ListHeader(ref MessagePackReader r, TraceLimits limits, string what)
    {
        long at = r.Offset;
        int count = r.ReadArrayHeader();
        if (count > limits.ListLength)
            throw new MessagePackSerializationException($"{what} has {count} elements; the limit is {limits.ListLength}", at);
        return count;
    }

    public static int Ints(ref MessagePackReader r, ref GrowableArray<int> pool, TraceLimits limits, string what)
    {
        int count = ListHeader(ref r, limits, what);
        Span<int> values = pool.Reserve(count);
        for (int i = 0; i < values.Length; i++)
            values[i] = r.ReadInt32();
        return count;
    }

    public static int Longs(ref MessagePackReader r, ref GrowableArray<long> pool, TraceLimits limits, string what)
    {
        int count = ListHeader(ref r, limits, what);
        Span<long> values = pool.Reserve(count);
        for (int i = 0; i < values.Length; i++)
            values[i] = r.ReadInt64();
        return count;
    }

    /// <summary>An integer 0..<paramref name="last"/>.</summary>
    public static int Choice(ref MessagePackReader r, int last, string what)
    {
        long at = r.Offset;
        long value = r.ReadInt64();
        if (value < 0 || value > last)
            throw new MessagePackSerializationException($"{what} {value} is unknown; it must be 0..{last}", at);
        return (int)value;
    }

    public static string Show(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 64)]);
}
