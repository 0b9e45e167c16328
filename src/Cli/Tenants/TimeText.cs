using System.Globalization;
using ActorSim.Actors.Scheduler.Arrivals;

namespace ActorSim.Cli.Tenants;

/// <summary>A length of time on the command line: core cycles, or seconds with a unit (10us).</summary>
/// <param name="Value">In the unit, 0 to 10^15.</param>
/// <param name="Unit">Seconds per unit; null: core cycles.</param>
internal sealed record TimeText(decimal Value, decimal? Unit)
{
    private const decimal Most = 1e15m;
    private static readonly (string Suffix, decimal Seconds)[] Units = [("ns", 1e-9m), ("us", 1e-6m), ("ms", 1e-3m), ("s", 1m)];

    /// <summary>Null if it is no length of time.</summary>
    public static TimeText? Parse(string text)
    {
        var unit = Array.Find(Units, u => text.EndsWith(u.Suffix, StringComparison.Ordinal));
        var digits = unit.Suffix is { } suffix ? text[..^suffix.Length] : text;
        return Number(digits) is { } value && value <= Most ? new TimeText(value, unit.Suffix is null ? null : unit.Seconds) : null;
    }

    /// <summary>A number without sign and exponent; null if it is none.</summary>
    public static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    public Interval At(long coreHz) => Unit is { } seconds ? Interval.OfSeconds(Value * seconds, coreHz) : Interval.OfCycles(Value);
}
