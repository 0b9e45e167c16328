namespace Akka.Actor;

public interface ITimeProvider
{
    DateTimeOffset Now { get; }

    /// <summary>Time since some fixed moment; never goes back.</summary>
    TimeSpan MonotonicClock { get; }

    TimeSpan HighResMonotonicClock { get; }
}
