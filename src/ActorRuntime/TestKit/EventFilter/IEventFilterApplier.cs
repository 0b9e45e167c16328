namespace Akka.TestKit;

/// <summary>What to do with events that a filter matches; they are not printed.</summary>
public interface IEventFilterApplier
{
    /// <summary>Adds another filter: events that either matches count.</summary>
    EventFilterFactory And { get; }

    /// <summary>Exactly one event, within the default limit after the block.</summary>
    void ExpectOne(Action action, CancellationToken cancellationToken = default);

    void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    /// <summary>Exactly that many events; for none, waits the whole time.</summary>
    void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default);

    void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default);

    T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default);

    T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default);

    Task ExpectOneAsync(Func<Task> action, CancellationToken cancellationToken = default);

    Task ExpectAsync(int expectedCount, Func<Task> action, CancellationToken cancellationToken = default);

    /// <summary>Silences events during the block.</summary>
    void Mute(Action action, CancellationToken cancellationToken = default);

    /// <summary>Silences events from now on.</summary>
    IUnmutableFilter Mute();
}
