using System.Globalization;
using ActorSim.Cli.Errors;

namespace ActorSim.Cli.Timeline;

/// <summary>The core cycles that a timeline shows: from <paramref name="From"/> up to, and not including, <paramref name="To"/>.</summary>
/// <param name="From">0 or more.</param>
/// <param name="To">More than <paramref name="From"/>.</param>
public readonly record struct TimelineWindow(long From, long To)
{
    private const string Option = "--timeline-window";
    private const string Separator = "..";

    /// <summary>The whole run.</summary>
    public static TimelineWindow All { get; } = new(0, long.MaxValue);

    /// <summary>Reads <c>FROM..TO</c>; either may be left out.</summary>
    /// <exception cref="InputException">It is no window.</exception>
    public static TimelineWindow Parse(string text)
    {
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        if (at < 0)
        {
            throw Wrong(text, "is no window");
        }

        var from = Cycle(text, text[..at], All.From);
        var to = Cycle(text, text[(at + Separator.Length)..], All.To);
        return to > from ? new TimelineWindow(from, to) : throw Wrong(text, "holds no cycle: TO, which is not shown itself, must be more than FROM");
    }

    /// <summary>Some of what lasts from one cycle to another is in the window; of a moment (both equal), the moment.</summary>
    public bool Shows(long from, long to) => from < To && (to > From || (to == from && from == From));

    /// <summary>The cycle is in the window.</summary>
    public bool Holds(long cycle) => cycle >= From && cycle < To;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{From}{Separator}{(To == long.MaxValue ? "" : To)}");

    private static long Cycle(string window, string text, long open)
    {
        if (text.Length == 0)
        {
            return open;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var cycle)
            ? cycle
            : throw Wrong(window, $"'{text}' is no cycle from 0 to {long.MaxValue}");
    }

    private static InputException Wrong(string window, string problem) =>
        new($"{Option} {window}: {problem}; give FROM..TO in core cycles, for example {Option} 100000..200000");
}
