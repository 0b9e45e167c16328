namespace ActorSim.Hocon.Units;

/// <summary>Units of time of the HOCON specification, in nanoseconds.</summary>
internal static class DurationUnit
{
    public const string Default = "ms";

    public static decimal? Nanoseconds(string unit) => unit switch
    {
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => 1m,
        "us" or "micro" or "micros" or "microsecond" or "microseconds" => 1_000m,
        "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => 1_000_000m,
        "s" or "second" or "seconds" => 1_000_000_000m,
        "m" or "minute" or "minutes" => 60_000_000_000m,
        "h" or "hour" or "hours" => 3_600_000_000_000m,
        "d" or "day" or "days" => 86_400_000_000_000m,
        _ => null,
    };
}
