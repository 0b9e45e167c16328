namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    private TimeSpan? _end;
    private bool _lastWasNoMsg;

    /// <summary>What is left of the innermost <see cref="Within(TimeSpan, Action, TimeSpan?, CancellationToken)"/>.</summary>
    /// <exception cref="InvalidOperationException">Not inside one.</exception>
    public TimeSpan Remaining =>
        _end is { } end ? end - Now : throw new InvalidOperationException("Remaining may not be called outside of \"within\"");

    /// <summary>What is left of the innermost block, or the default limit.</summary>
    public TimeSpan RemainingOrDefault => _end is { } end ? end - Now : Dilated(TestKitSettings.SingleExpectDefault);

    /// <summary>The duration, dilated, or <see cref="RemainingOrDefault"/>.</summary>
    public TimeSpan RemainingOrDilated(TimeSpan? duration) => duration is { } given ? Dilated(given) : RemainingOrDefault;

    /// <summary>The duration times <c>akka.test.timefactor</c>.</summary>
    public TimeSpan Dilated(TimeSpan duration) =>
        duration > TimeSpan.Zero ? duration * TestKitSettings.TestTimeFactor : duration;

    /// <summary>Runs the block, which must end within the time.</summary>
    public void Within(TimeSpan max, Action action, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, action, null, epsilonValue, cancellationToken);

    /// <summary>Runs the block, which must take at least and at most these times.</summary>
    public void Within(
        TimeSpan min,
        TimeSpan max,
        Action action,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default) =>
        Within<object?>(min, max, () => { action(); return null; }, hint, epsilonValue, cancellationToken);

    /// <summary>Runs the block, which must end within the time.</summary>
    public T Within<T>(TimeSpan max, Func<T> function, TimeSpan? epsilonValue = null, CancellationToken cancellationToken = default) =>
        Within(TimeSpan.Zero, max, function, null, epsilonValue, cancellationToken);

    /// <summary>Runs the block, which must take at least and at most these times.</summary>
    public T Within<T>(
        TimeSpan min,
        TimeSpan max,
        Func<T> function,
        string? hint = null,
        TimeSpan? epsilonValue = null,
        CancellationToken cancellationToken = default)
    {
        var start = Now;
        var outer = _end;
        var left = outer - start;
        _assertions.AssertTrue(left is null || left >= min, $"Required min time {min} not possible, only {left} left. {hint}");
        var limit = left is { } shorter && shorter < Dilated(max) ? shorter : Dilated(max);
        _lastWasNoMsg = false;
        _end = start + limit;
        T result;
        try
        {
            result = function();
        }
        finally
        {
            _end = outer;
        }
        var elapsed = Now - start;
        _assertions.AssertTrue(elapsed >= min, $"Failed: Block took {elapsed}, should have at least been {min}. {hint}");
        var isInTime = _lastWasNoMsg || elapsed <= limit + (epsilonValue ?? TimeSpan.Zero);
        _assertions.AssertTrue(isInTime, $"Failed: Block took {elapsed}, exceeding {limit}. {hint}");
        return result;
    }

    public void AwaitCondition(Func<bool> conditionIsFulfilled, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, null, null, null, cancellationToken);

    public void AwaitCondition(Func<bool> conditionIsFulfilled, TimeSpan? max, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, null, cancellationToken);

    public void AwaitCondition(
        Func<bool> conditionIsFulfilled, TimeSpan? max, string message, CancellationToken cancellationToken = default) =>
        AwaitCondition(conditionIsFulfilled, max, null, message, cancellationToken);

    /// <summary>Waits until the condition is true; fails after the time.</summary>
    public void AwaitCondition(
        Func<bool> conditionIsFulfilled,
        TimeSpan? max,
        TimeSpan? interval,
        string? message = null,
        CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        if (!Poll(conditionIsFulfilled, limit, interval, cancellationToken))
            _assertions.Fail($"Timeout {limit} expired. {message}");
    }

    /// <summary>Waits until the condition is true, or the time is over.</summary>
    public bool AwaitConditionNoThrow(
        Func<bool> conditionIsFulfilled, TimeSpan max, TimeSpan? interval = null, CancellationToken cancellationToken = default) =>
        Poll(conditionIsFulfilled, max, interval, cancellationToken);

    /// <summary>Repeats the assertion until it holds; after the time, lets its exception through.</summary>
    public void AwaitAssert(
        Action assertion, TimeSpan? duration = null, TimeSpan? interval = null, CancellationToken cancellationToken = default)
    {
        var stop = Now + RemainingOrDilated(duration);
        while (true)
        {
            try
            {
                assertion();
                return;
            }
            catch (Exception) when (Now < stop)
            {
                Pause(interval, stop, cancellationToken);
            }
        }
    }

    private static bool Poll(Func<bool> condition, TimeSpan limit, TimeSpan? interval, CancellationToken cancellationToken)
    {
        var stop = Now + limit;
        while (!condition())
        {
            if (Now > stop)
                return false;
            Pause(interval, stop, cancellationToken);
        }
        return true;
    }

    private static void Pause(TimeSpan? interval, TimeSpan stop, CancellationToken cancellationToken)
    {
        var pause = interval is { } given && given < ShortPause ? given : ShortPause;
        var left = stop - Now;
        if (left < pause)
            pause = left;
        using var never = new ManualResetEventSlim();
        if (pause > TimeSpan.Zero)
            never.Wait(pause, cancellationToken);
    }

    // Asking more often than the test said changes nothing but the time it takes.
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(5);
}
