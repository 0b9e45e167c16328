using System.Text.RegularExpressions;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>The conditions that filters are made of.</summary>
internal static class EventMatch
{
    public static Predicate<string> Text(string? message, string? start, string? contains) =>
        message is not null ? text => text == message
        : start is not null ? text => text.StartsWith(start, StringComparison.Ordinal)
        : contains is not null ? text => text.Contains(contains, StringComparison.Ordinal)
        : _ => true;

    /// <summary>A source is given in full or as a path without its address.</summary>
    public static bool Source(LogEvent log, string? source)
    {
        if (source is null || log.LogSource == source)
            return true;
        return source.StartsWith('/') && log.LogSource.EndsWith(source, StringComparison.Ordinal)
            && !log.LogSource[..^source.Length].Contains("/user", StringComparison.Ordinal);
    }

    public static Predicate<LogEvent> Level<T>(Predicate<string> text, string? source)
        where T : LogEvent => log => log is T && Source(log, source) && text(log.Message?.ToString() ?? "");

    /// <summary>The event's message or the cause's one may match.</summary>
    public static Predicate<LogEvent> Exception(Type type, Predicate<string> text, string? source, bool inner) => log =>
    {
        if (log is not Error { Cause: { } cause } error || !Source(log, source))
            return false;
        for (var at = cause; at is not null; at = inner ? at.InnerException : null)
        {
            if (type.IsInstanceOfType(at) && (text(at.Message) || text(error.Message?.ToString() ?? "")))
                return true;
        }
        return false;
    };

    public static Predicate<LogEvent> Dead(Predicate<DeadLetter> isMatch, string? source) =>
        log => log is Warning { Message: DeadLetter dead } && Source(log, source) && isMatch(dead);

    public static Predicate<string> Pattern(Regex pattern) => text => pattern.IsMatch(text);
}
