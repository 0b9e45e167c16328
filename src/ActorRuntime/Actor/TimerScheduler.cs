using System.Diagnostics;

namespace Akka.Actor;

/// <summary>The wall clock: one system timer per thing scheduled, which is enough for time-outs.</summary>
internal sealed class TimerScheduler : IScheduler, IAdvancedScheduler, IDisposable
{
    private static readonly long Start = Stopwatch.GetTimestamp();

    private readonly Lock _gate = new();
    private readonly HashSet<Timer> _timers = new(ReferenceEqualityComparer.Instance);
    private bool _isDisposed;

    public IAdvancedScheduler Advanced => this;

    public DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public TimeSpan MonotonicClock => Stopwatch.GetElapsedTime(Start);

    public TimeSpan HighResMonotonicClock => MonotonicClock;

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellOnce(delay, receiver, message, sender, null);

    public void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Schedule(delay, Timeout.InfiniteTimeSpan, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender) =>
        ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, null);

    public void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable) =>
        Schedule(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    public void ScheduleOnce(TimeSpan delay, Action action) => ScheduleOnce(delay, action, null);

    public void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable) =>
        Schedule(delay, Timeout.InfiniteTimeSpan, action, cancelable);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action) =>
        ScheduleRepeatedly(initialDelay, interval, action, null);

    public void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable) =>
        Schedule(initialDelay, interval, action, cancelable);

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            foreach (var timer in _timers)
                timer.Dispose();
            _timers.Clear();
        }
    }

    private void Schedule(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        Timer? timer = null;
        lock (_gate)
        {
            if (_isDisposed)
                return;
            timer = new Timer(Fire);
            _timers.Add(timer);
            timer.Change(delay, interval);
        }

        void Fire(object? state)
        {
            var isCancelled = cancelable?.IsCancellationRequested == true;
            if (isCancelled || interval == Timeout.InfiniteTimeSpan)
                Forget(timer!);
            if (!isCancelled)
                action();
        }
    }

    private void Forget(Timer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Dispose();
        }
    }
}
