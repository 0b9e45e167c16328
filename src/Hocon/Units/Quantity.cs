using System.Globalization;

namespace ActorSim.Hocon.Units;

/// <summary>A number with a unit: <c>10 ms</c>, <c>64KiB</c>.</summary>
internal static class Quantity
{
    public static bool TryParse(string? text, Func<string, decimal?> factor, string defaultUnit, out decimal amount)
    {
        amount = 0;
        if (text is null)
            return false;
        var trimmed = text.AsSpan().Trim();
        var digits = trimmed.Length;
        while (digits > 0 && char.IsLetter(trimmed[digits - 1]))
            digits--;
        var unit = digits == trimmed.Length ? defaultUnit : trimmed[digits..].ToString();
        if (!decimal.TryParse(trimmed[..digits].TrimEnd(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return false;
        if (factor(unit) is not { } scale || Math.Abs(number) > decimal.MaxValue / scale)
            return false;
        amount = number * scale;
        return true;
    }
}
