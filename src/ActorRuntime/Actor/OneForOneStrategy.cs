namespace Akka.Actor;

/// <summary>The decision concerns the failed child alone.</summary>
public class OneForOneStrategy : SupervisorStrategy
{
    public OneForOneStrategy(IDecider decider)
        : this(-1, -1, decider)
    {
    }

    public OneForOneStrategy(Func<Exception, Directive> localOnlyDecider)
        : this(-1, -1, localOnlyDecider)
    {
    }

    /// <param name="maxNrOfRetries">Restarts permitted within the time; null for no limit.</param>
    /// <param name="withinTimeRange">The time in which they count; null for ever.</param>
    /// <param name="localOnlyDecider">The decision by cause.</param>
    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, Func<Exception, Directive> localOnlyDecider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), localOnlyDecider)
    {
    }

    public OneForOneStrategy(int? maxNrOfRetries, TimeSpan? withinTimeRange, IDecider decider)
        : this(maxNrOfRetries ?? -1, Milliseconds(withinTimeRange), decider)
    {
    }

    /// <param name="maxNrOfRetries">Restarts permitted within the time; negative for no limit.</param>
    /// <param name="withinTimeMilliseconds">The time in which they count; not positive for ever.</param>
    /// <param name="localOnlyDecider">The decision by cause.</param>
    /// <param name="loggingEnabled">Whether failures are logged.</param>
    public OneForOneStrategy(
        int maxNrOfRetries, int withinTimeMilliseconds, Func<Exception, Directive> localOnlyDecider, bool loggingEnabled = true)
        : this(maxNrOfRetries, withinTimeMilliseconds, Actor.Decider.From(localOnlyDecider), loggingEnabled)
    {
    }

    public OneForOneStrategy(int maxNrOfRetries, int withinTimeMilliseconds, IDecider decider, bool loggingEnabled = true)
    {
        MaxNumberOfRetries = maxNrOfRetries;
        WithinTimeRangeMilliseconds = withinTimeMilliseconds;
        Decider = decider;
        LoggingEnabled = loggingEnabled;
    }

    public override IDecider Decider { get; }

    /// <summary>Negative for no limit.</summary>
    public int MaxNumberOfRetries { get; }

    /// <summary>Not positive for ever.</summary>
    public int WithinTimeRangeMilliseconds { get; }

    internal override bool PermitsRestart(ChildStats child) =>
        child.RequestRestart(MaxNumberOfRetries, WithinTimeRangeMilliseconds);

    private static int Milliseconds(TimeSpan? range) => range is { } time ? (int)time.TotalMilliseconds : -1;
}
