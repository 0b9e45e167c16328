using System.Globalization;
using ActorSim.Hocon.Syntax;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Configuration;

/// <summary>Frequencies as text: <c>940 MHz</c>, <c>1.05 GHz</c>; a bare number is Hz.</summary>
public static class Frequency
{
    /// <summary>In Hz, exact.</summary>
    /// <exception cref="HoconException">No frequency, or not a whole number of Hz.</exception>
    public static long Read(HoconValue value, string path)
    {
        if (value is HoconScalar { IsNull: false } scalar && TryParse(scalar.Text, out var hz))
        {
            return hz;
        }

        throw new HoconException(value.Origin,
            $"'{path}' is {value.Kind}; expected a frequency in whole Hz such as '940 MHz' (units Hz, kHz, MHz, GHz)");
    }

    public static bool TryParse(ReadOnlySpan<char> text, out long hz)
    {
        hz = 0;
        text = text.Trim();
        var digits = text.Length;
        while (digits > 0 && char.IsLetter(text[digits - 1]))
        {
            digits--;
        }

        if (Factor(text[digits..]) is not { } factor
            || !decimal.TryParse(text[..digits].TrimEnd(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || Math.Abs(number) > long.MaxValue / factor)
        {
            return false;
        }

        var exact = number * factor;
        hz = (long)exact;
        return hz == exact;
    }

    /// <summary>With the largest unit that leaves a digit before the point.</summary>
    public static string Format(long hz)
    {
        var (unit, factor) = hz switch
        {
            >= 1_000_000_000 => ("GHz", 1e9m),
            >= 1_000_000 => ("MHz", 1e6m),
            >= 1_000 => ("kHz", 1e3m),
            _ => ("Hz", 1m),
        };
        return (hz / factor).ToString("0.######", CultureInfo.InvariantCulture) + " " + unit;
    }

    private static decimal? Factor(ReadOnlySpan<char> unit) => unit switch
    {
        "" or "Hz" => 1m,
        "kHz" => 1e3m,
        "MHz" => 1e6m,
        "GHz" => 1e9m,
        _ => null,
    };
}
