using System.Globalization;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Units;

namespace ActorSim.Hocon.Values;

/// <summary>Reads a resolved value as a type; every error says place, key, value and what was expected.</summary>
public static class HoconRead
{
    /// <exception cref="HoconException">Not a scalar.</exception>
    public static string Text(HoconValue value, string path) =>
        value is HoconScalar { IsNull: false } scalar ? scalar.Text : throw Wrong(value, path, "a string");

    /// <exception cref="HoconException">Not a whole number of 32 bits.</exception>
    public static int Int(HoconValue value, string path)
    {
        var wide = Whole(value, path, "a whole number from -2147483648 to 2147483647");
        return wide is >= int.MinValue and <= int.MaxValue
            ? (int)wide
            : throw Wrong(value, path, "a whole number from -2147483648 to 2147483647");
    }

    /// <exception cref="HoconException">Not a whole number of 64 bits.</exception>
    public static long Long(HoconValue value, string path) => Whole(value, path, "a whole number of 64 bits");

    /// <exception cref="HoconException">Not a finite number.</exception>
    public static double Double(HoconValue value, string path) =>
        double.TryParse(ScalarText(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : throw Wrong(value, path, "a number");

    /// <exception cref="HoconException">Not true, yes, on, false, no or off.</exception>
    public static bool Boolean(HoconValue value, string path) => ScalarText(value) switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => throw Wrong(value, path, "true or false"),
    };

    /// <summary>In nanoseconds; a bare number is milliseconds.</summary>
    /// <exception cref="HoconException">No number, or no unit of time.</exception>
    public static decimal Nanoseconds(HoconValue value, string path) =>
        Quantity.TryParse(ScalarText(value), DurationUnit.Nanoseconds, DurationUnit.Default, out var ns)
            ? ns
            : throw Wrong(value, path, "a duration such as '10 ms' (units ns, us, ms, s, m, h, d)");

    /// <summary>A duration that a TimeSpan can hold: a multiple of 100 ns.</summary>
    /// <exception cref="HoconException">No duration, finer than 100 ns, or longer than about 29,000 years.</exception>
    public static TimeSpan TimeSpan(HoconValue value, string path)
    {
        var ticks = Nanoseconds(value, path) / 100m;
        if (ticks != decimal.Truncate(ticks) || ticks is < long.MinValue or > long.MaxValue)
            throw Wrong(value, path, "a duration that is a multiple of 100 ns");
        return new TimeSpan((long)ticks);
    }

    /// <summary>In bytes; a bare number is bytes.</summary>
    /// <exception cref="HoconException">No number, no unit of size, or not a whole number of bytes.</exception>
    public static long ByteSize(HoconValue value, string path) =>
        Quantity.TryParse(ScalarText(value), ByteSizeUnit.Bytes, ByteSizeUnit.Default, out var bytes)
        && bytes == decimal.Truncate(bytes) && bytes is >= 0 and <= long.MaxValue
            ? (long)bytes
            : throw Wrong(value, path, "a size such as '64 KiB' (units B, kB, KiB, MB, MiB, GB, GiB, TB, TiB)");

    /// <exception cref="HoconException">Not an object.</exception>
    public static HoconObject Object(HoconValue value, string path) => value as HoconObject ?? throw Wrong(value, path, "an object");

    /// <exception cref="HoconException">Neither an array nor an object with keys 0, 1, ...</exception>
    public static HoconArray Array(HoconValue value, string path) =>
        value as HoconArray ?? Numbered(value) ?? throw Wrong(value, path, "an array");

    /// <summary>Every element read by <paramref name="read"/>; the path in an error has the element's index.</summary>
    /// <exception cref="HoconException">Not an array, or an element is not what was expected.</exception>
    public static IReadOnlyList<T> List<T>(HoconValue value, string path, Func<HoconValue, string, T> read)
    {
        var items = Array(value, path).Items;
        var list = new T[items.Count];
        for (var i = 0; i < list.Length; i++)
            list[i] = read(items[i], $"{path}[{i}]");
        return list;
    }

    private static HoconException Wrong(HoconValue value, string path, string expected) =>
        new(value.Origin, $"'{path}' is {value.Kind}; expected {expected}");

    private static string? ScalarText(HoconValue value) => value is HoconScalar { IsNull: false } scalar ? scalar.Text : null;

    private static long Whole(HoconValue value, string path, string expected)
    {
        if (!decimal.TryParse(ScalarText(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || number != decimal.Truncate(number) || number is < long.MinValue or > long.MaxValue)
            throw Wrong(value, path, expected);
        return (long)number;
    }

    private static HoconArray? Numbered(HoconValue value)
    {
        if (value is not HoconObject { IsEmpty: false } obj)
            return null;
        var numbered = new SortedDictionary<int, HoconValue>();
        foreach (var field in obj.Fields)
        {
            if (int.TryParse(field.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var at))
                numbered[at] = field.Value;
        }
        return numbered.Count == 0 ? null : new HoconArray([.. numbered.Values], value.Origin);
    }
}
