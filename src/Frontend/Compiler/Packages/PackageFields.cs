using System.Collections.Immutable;
using ActorSim.Trace.Packing;

namespace ActorSim.Frontend.Compiler.Packages;

/// <summary>Reads fields with their ranges.</summary>
internal static class PackageFields
{
    public delegate T Element<out T>(ref PackedReader r);

    /// <exception cref="FormatException">Another number of elements.</exception>
    public static void Array(ref PackedReader r, int count, string what)
    {
        var found = r.ReadArrayHeader();
        if (found != count) throw new FormatException($"{what} has {found} elements instead of {count}");
    }

    public static ImmutableArray<T> All<T>(ref PackedReader r, Element<T> element)
    {
        var count = r.ReadArrayHeader();
        var all = ImmutableArray.CreateBuilder<T>(Math.Min(count, r.Remaining));
        for (var n = 0; n < count; n++) all.Add(element(ref r));
        return all.ToImmutable();
    }

    public static ImmutableArray<long> Longs(ref PackedReader r) => All(ref r, static (ref PackedReader e) => e.ReadInt64());

    public static ImmutableArray<long> Extents(ref PackedReader r) => All(ref r, static (ref PackedReader e) => AtLeast(ref e, 1, "extent"));

    public static ImmutableArray<int> Ints(ref PackedReader r) => All(ref r, static (ref PackedReader e) => e.ReadInt32());

    public static string Text(ref PackedReader r) => r.ReadString() ?? throw new FormatException("nil instead of a text");

    /// <exception cref="FormatException">The number is no value of the enumeration.</exception>
    public static T Name<T>(ref PackedReader r)
        where T : struct, Enum
    {
        var value = r.ReadInt32();
        foreach (var known in Enum.GetValues<T>())
            if (Convert.ToInt32(known) == value) return known;
        throw new FormatException($"{typeof(T).Name} {value} is not known");
    }

    /// <exception cref="FormatException">The number is not in [0, count), nor, where allowed, -1.</exception>
    public static int Index(ref PackedReader r, int count, string what, bool orNone = false)
    {
        var value = r.ReadInt32();
        return value >= (orNone ? -1 : 0) && value < count ? value : throw new FormatException($"{what} {value} is not below {count}");
    }

    public static long AtLeast(ref PackedReader r, long least, string what)
    {
        var value = r.ReadInt64();
        return value >= least ? value : throw new FormatException($"{what} {value} is below {least}");
    }
}
