using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace ActorSim.Kernel.Dispatch;

/// <summary>Akka's scheduler on the framework's timers. Simulated time has nothing to do with it; Akka itself uses it for time-outs of start and
/// shutdown.</summary>
public sealed class TimerScheduler(Config config, ILoggingAdapter log) : SchedulerBase(config, log), IDateTimeOffsetNowTimeProvider
{
    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly long _start = Clock.GetTimestamp();

    /// <inheritdoc/>
    public override TimeSpan MonotonicClock => Clock.GetElapsedTime(_start);

    /// <inheritdoc/>
    public override TimeSpan HighResMonotonicClock => MonotonicClock;

    /// <inheritdoc/>
    protected override DateTimeOffset TimeNow => Clock.GetUtcNow();

    /// <inheritdoc/>
    protected override void InternalScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Start(delay, Timeout.InfiniteTimeSpan, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Start(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Start(delay, Timeout.InfiniteTimeSpan, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Start(delay, Timeout.InfiniteTimeSpan, action.Run, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Start(initialDelay, interval, action, cancelable);

    /// <inheritdoc/>
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Start(initialDelay, interval, action.Run, cancelable);

    private static void Start(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable)
    {
        var work = new Work(action, cancelable, interval == Timeout.InfiniteTimeSpan);
        work.Timer = Clock.CreateTimer(static w => ((Work)w!).Run(), work, delay, interval);
        cancelable?.Token.Register(static w => ((Work)w!).Timer?.Dispose(), work);
    }

    private sealed class Work(Action action, ICancelable? cancelable, bool once)
    {
        public ITimer? Timer { get; set; }

        public void Run()
        {
            if (cancelable?.IsCancellationRequested != true)
            {
                action();
            }

            if (once)
            {
                Timer?.Dispose();
            }
        }
    }
}
