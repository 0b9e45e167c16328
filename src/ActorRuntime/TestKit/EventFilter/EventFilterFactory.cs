using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// Makes filters of log events. Of <c>message</c>, <c>start</c> and <c>contains</c> the first that is given counts;
/// <c>source</c> is an actor's path, with or without its address.
/// </summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testKit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<Predicate<LogEvent>> _filters;

    internal EventFilterFactory(TestKitBase testKit, ActorSystem system, IReadOnlyList<Predicate<LogEvent>> filters)
    {
        _testKit = testKit;
        _system = system;
        _filters = filters;
    }

    /// <summary>Errors with such a cause.</summary>
    public IEventFilterApplier Exception<TException>(
        string? message = null, string? start = null, string? contains = null, string? source = null)
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    /// <summary>Errors with such a cause.</summary>
    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    /// <summary>Errors with such a cause, or such an inner exception of it.</summary>
    public IEventFilterApplier Exception(
        Type exceptionType,
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null,
        bool checkInnerExceptions = false) =>
        Apply(EventMatch.Exception(exceptionType, EventMatch.Text(message, start, contains), source, checkInnerExceptions));

    /// <summary>Errors with such a cause, or such an inner exception of it.</summary>
    public IEventFilterApplier Exception(Type exceptionType, Regex pattern, string? source = null, bool checkInnerExceptions = false) =>
        Apply(EventMatch.Exception(exceptionType, EventMatch.Pattern(pattern), source, checkInnerExceptions));

    public IEventFilterApplier Error(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Apply(EventMatch.Level<Error>(EventMatch.Text(message, start, contains), source));

    public IEventFilterApplier Error(Regex pattern, string? source = null) =>
        Apply(EventMatch.Level<Error>(EventMatch.Pattern(pattern), source));

    public IEventFilterApplier Warning(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Apply(EventMatch.Level<Warning>(EventMatch.Text(message, start, contains), source));

    public IEventFilterApplier Warning(Regex pattern, string? source = null) =>
        Apply(EventMatch.Level<Warning>(EventMatch.Pattern(pattern), source));

    public IEventFilterApplier Info(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Apply(EventMatch.Level<Info>(EventMatch.Text(message, start, contains), source));

    public IEventFilterApplier Info(Regex pattern, string? source = null) =>
        Apply(EventMatch.Level<Info>(EventMatch.Pattern(pattern), source));

    public IEventFilterApplier Debug(string? message = null, string? start = null, string? contains = null, string? source = null) =>
        Apply(EventMatch.Level<Debug>(EventMatch.Text(message, start, contains), source));

    public IEventFilterApplier Debug(Regex pattern, string? source = null) =>
        Apply(EventMatch.Level<Debug>(EventMatch.Pattern(pattern), source));

    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Apply(predicate);

    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent => Apply(log => log is TLogEvent typed && predicate(typed));

    public IEventFilterApplier DeadLetter() => Apply(EventMatch.Dead(_ => true, null));

    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) =>
        Apply(EventMatch.Dead(dead => dead.Message is TMessage, source));

    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        Apply(EventMatch.Dead(dead => dead.Message is TMessage message && isMatch(message), source));

    public IEventFilterApplier DeadLetter(Type type, string? source = null) =>
        Apply(EventMatch.Dead(dead => type.IsInstanceOfType(dead.Message), source));

    private EventFilterApplier Apply(Predicate<LogEvent> filter) => new(_testKit, _system, [.. _filters, filter]);
}
