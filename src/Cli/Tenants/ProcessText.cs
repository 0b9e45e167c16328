using System.Globalization;
using ActorSim.Actors.Scheduler.Arrivals;
using ActorSim.Hocon.Values;

namespace ActorSim.Cli.Tenants;

/// <summary>An arrival process as written on the command line: <c>poisson:1000rps</c>.</summary>
/// <param name="Kind">One of <see cref="Kinds"/>.</param>
/// <param name="Parameter">What follows the colon.</param>
internal sealed record ProcessText(string Kind, string Parameter)
{
    public const string Poisson = "poisson";
    public const string Every = "every";
    public const string Burst = "burst";
    public const string Closed = "closed";

    private const int MostAtOnce = 1_000_000;
    private const decimal LeastRate = 0.000001m;
    private const decimal MostRate = 1e15m;

    public static IReadOnlyList<string> Kinds { get; } = [Poisson, Every, Burst, Closed];

    public decimal Rate { get; private init; }

    /// <summary>Distance of requests or bursts; null: a single burst.</summary>
    public TimeText? Distance { get; private init; }

    /// <summary>Clients, or requests in a burst.</summary>
    public int AtOnce { get; private init; } = 1;

    /// <summary>Null and a problem if it is no process.</summary>
    public static ProcessText? Parse(string text, out string problem)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? text : text[..colon];
        var parameter = colon < 0 ? "" : text[(colon + 1)..];
        var process = new ProcessText(kind, parameter);
        problem = kind switch
        {
            Poisson => $"'{text}': expected poisson:RATErps, for example poisson:1000rps",
            Every => $"'{text}': expected every:TIME in cycles or with a unit, for example every:20us",
            Burst => $"'{text}': expected burst:N or burst:N/TIME with N from 1 to {MostAtOnce}, for example burst:8/1ms",
            Closed => $"'{text}': expected closed:CLIENTS from 1 to {MostAtOnce}, for example closed:4",
            _ => $"'{text}' is not a cycle and not an arrival process{Nearest(kind, colon)}; processes are poisson:, every:, burst:, closed:",
        };
        return kind switch
        {
            Poisson => RateOf(parameter) is { } rate ? process with { Rate = rate } : null,
            Every => Period(parameter) is { } time ? process with { Distance = time } : null,
            Burst => OfBurst(process),
            Closed => Whole(parameter, MostAtOnce) is { } clients ? process with { AtOnce = clients } : null,
            _ => null,
        };
    }

    /// <summary>The process itself; a new one for each run.</summary>
    public IArrivalProcess Create(long coreHz, ulong seed, long start) => Kind switch
    {
        Poisson => new PoissonArrivals(Mean(coreHz), seed, start),
        Closed => new ClosedArrivals(AtOnce, start),
        _ => new PeriodicArrivals(Mean(coreHz), AtOnce, start),
    };

    /// <summary>Mean distance of requests (of bursts, where they are given); zero where there is none.</summary>
    public Interval Mean(long coreHz) => Rate > 0 ? Interval.OfRate(Rate, coreHz) : Distance?.At(coreHz) ?? Interval.Zero;

    public override string ToString() => $"{Kind}:{Parameter}";

    /// <summary>A whole number from 1; null if it is none.</summary>
    public static int? Whole(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    private static ProcessText? OfBurst(ProcessText process)
    {
        var parts = process.Parameter.Split('/');
        if (parts.Length > 2 || Whole(parts[0], MostAtOnce) is not { } burst)
        {
            return null;
        }

        return parts.Length == 1 ? process with { AtOnce = burst }
            : Period(parts[1]) is { } time ? process with { AtOnce = burst, Distance = time }
            : null;
    }

    private static decimal? RateOf(string text) => text.EndsWith("rps", StringComparison.Ordinal)
        && TimeText.Number(text[..^"rps".Length]) is { } rate && rate >= LeastRate && rate <= MostRate ? rate : null;

    private static TimeText? Period(string text) => TimeText.Parse(text) is { Value: > 0 } time ? time : null;

    private static string Nearest(string kind, int colon) => colon > 0 ? $" (did you mean '{NearestKey.Of(kind, [.. Kinds])}:'?)" : "";
}
