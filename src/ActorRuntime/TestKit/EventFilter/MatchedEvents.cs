using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>Counts and silences the events that one of the filters matches.</summary>
internal sealed class MatchedEvents : IUnmutableFilter
{
    private readonly ActorSystemImpl _system;
    private readonly IReadOnlyList<Predicate<LogEvent>> _filters;
    private readonly Func<LogEvent, bool> _filter;
    private int _count;

    public MatchedEvents(ActorSystem system, IReadOnlyList<Predicate<LogEvent>> filters)
    {
        _system = (ActorSystemImpl)system;
        _filters = filters;
        _filter = Matches;
        _system.LogOutput.AddFilter(_filter);
    }

    public int Count => Volatile.Read(ref _count);

    public void Unmute() => _system.LogOutput.RemoveFilter(_filter);

    public void Dispose() => Unmute();

    private bool Matches(LogEvent log)
    {
        foreach (var filter in _filters)
        {
            if (!filter(log))
                continue;
            Interlocked.Increment(ref _count);
            return true;
        }
        return false;
    }
}
