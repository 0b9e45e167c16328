using Akka.Actor;
using Akka.Configuration;
using Akka.Event;

namespace Akka.TestKit;

/// <summary>
/// A clock that a test moves: <c>akka.scheduler.implementation = "Akka.TestKit.TestScheduler, Akka.TestKit"</c>. What falls
/// due runs on the test's thread, in the order of due times. What that schedules waits for the next advance, as in Akka.
/// </summary>
public class TestScheduler : IScheduler, IAdvancedScheduler
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<Item, (DateTimeOffset Due, long Number)> _items = new();
    private long _number;

    /// <summary>As the system calls it.</summary>
    public TestScheduler(Config schedulerConfig, ILoggingAdapter log) => Now = DateTimeOffset.UnixEpoch;

    public DateTimeOffset Now { get; private set; }

    public TimeSpan MonotonicClock => Now - DateTimeOffset.UnixEpoch;

    public TimeSpan HighResMonotonicClock => MonotonicClock;

    public IAdvancedScheduler Advanced => this;

    /// <summary>Moves the clock on and runs what has fallen due.</summary>
    public void Advance(TimeSpan offset)
    {
        var due = new List<Item>();
        lock (_gate)
        {
            Now += offset;
            while (_items.TryPeek(out var item, out var at) && at.Due <= Now)
            {
                _items.Dequeue();
                due.Add(item);
            }
        }
        foreach (var item in due)
        {
            if (item.Cancelable?.IsCancellationRequested == true)
                continue;
            item.Action();
            if (item.Interval is { } interval)
                Schedule(interval, item);
        }
    }

    /// <summary>Moves the clock to a time.</summary>
    /// <exception cref="InvalidOperationException">It is in the past.</exception>
    public void AdvanceTo(DateTimeOffset when)
    {
        if (when < Now)
            throw new InvalidOperationException("You can't reverse time...");
        Advance(when - Now);
    }

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Schedule(delay, new Item(() => receiver.Tell(message, sender), null, cancelable));

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Schedule(initialDelay, new Item(() => receiver.Tell(message, sender), interval, cancelable));

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) => Schedule(delay, new Item(action, null, cancelable));

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Schedule(initialDelay, new Item(action, interval, cancelable));

    private void Schedule(TimeSpan delay, Item item)
    {
        lock (_gate)
        {
            _items.Enqueue(item, (Now + delay, _number++));
        }
    }

    private sealed record Item(Action Action, TimeSpan? Interval, ICancelable? Cancelable);
}
