using Akka.Actor;

namespace Akka.Event;

/// <summary>
/// What becomes of log events: printed, or, under the test kit, offered to its filters. Dead letters are logged up to a
/// number, and under the test kit turned into warnings that filters can expect, as are unhandled messages.
/// </summary>
internal sealed class LogOutput
{
    private readonly EventStream _events;
    private readonly bool _prints;
    private readonly int _loggedDeadLetters;
    private Func<LogEvent, bool>[] _filters = [];
    private long _deadLetters;

    public LogOutput(EventStream events, Settings settings)
    {
        _events = events;
        _prints = settings.Loggers.Contains("Akka.Event.DefaultLogger");
        IsTest = settings.Loggers.Contains("Akka.TestKit.TestEventListener, Akka.TestKit");
        _loggedDeadLetters = settings.LogDeadLetters;
        events.AddListener(Handle);
    }

    private bool IsTest { get; }

    public void AddFilter(Func<LogEvent, bool> filter) => Change(filters => [.. filters, filter]);

    public void RemoveFilter(Func<LogEvent, bool> filter) => Change(filters => Array.FindAll(filters, f => f != filter));

    private void Change(Func<Func<LogEvent, bool>[], Func<LogEvent, bool>[]> change)
    {
        lock (_events)
        {
            Volatile.Write(ref _filters, change(_filters));
        }
    }

    private void Handle(object @event)
    {
        switch (@event)
        {
            case LogEvent log when log.LogLevel() >= _events.LogLevel:
                Write(log);
                break;
            case DeadLetter dead:
                if (IsTest)
                    Write(new Warning(dead.Recipient.Path.ToString(), dead.Recipient.GetType(), dead));
                LogDeadLetter(dead);
                break;
            case UnhandledMessage unhandled when IsTest:
                Write(new Warning(
                    unhandled.Recipient.Path.ToString(),
                    unhandled.Recipient.GetType(),
                    $"Unhandled message from {unhandled.Sender}: {unhandled.Message}"));
                break;
        }
    }

    private void LogDeadLetter(DeadLetter dead)
    {
        var count = Interlocked.Increment(ref _deadLetters);
        if (count > _loggedDeadLetters)
            return;
        var more = count == _loggedDeadLetters ? ", no more will be logged" : "";
        _events.Publish(new Info(
            dead.Recipient.Path.ToString(),
            dead.Recipient.GetType(),
            $"Message [{dead.Message.GetType().Name}] from {dead.Sender} to {dead.Recipient} was not delivered. " +
            $"[{count}] dead letters encountered{more}."));
    }

    private void Write(LogEvent log)
    {
        foreach (var filter in Volatile.Read(ref _filters))
        {
            if (filter(log))
                return;
        }
        if (_prints)
            Console.Out.WriteLine(log.ToString());
    }
}
