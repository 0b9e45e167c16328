using Akka.Actor;
using Akka.Event;

namespace Akka.TestKit;

internal sealed class EventFilterApplier(
    TestKitBase testKit, ActorSystem system, IReadOnlyList<Predicate<LogEvent>> filters) : IEventFilterApplier
{
    private readonly ITestKitAssertions _assertions = testKit.Assertions;

    public EventFilterFactory And => new(testKit, system, filters);

    public void ExpectOne(Action action, CancellationToken cancellationToken = default) => Expect(1, action, cancellationToken);

    public void ExpectOne(TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Expect(1, timeout, action, cancellationToken);

    public void Expect(int expectedCount, Action action, CancellationToken cancellationToken = default) =>
        Count(expectedCount, null, action, cancellationToken);

    public void Expect(int expectedCount, TimeSpan timeout, Action action, CancellationToken cancellationToken = default) =>
        Count(expectedCount, timeout, action, cancellationToken);

    public T ExpectOne<T>(Func<T> func, CancellationToken cancellationToken = default) => Expect(1, func, cancellationToken);

    public T Expect<T>(int expectedCount, Func<T> func, CancellationToken cancellationToken = default)
    {
        T result = default!;
        Count(expectedCount, null, () => result = func(), cancellationToken);
        return result;
    }

    public Task ExpectOneAsync(Func<Task> action, CancellationToken cancellationToken = default) =>
        ExpectAsync(1, action, cancellationToken);

    public async Task ExpectAsync(int expectedCount, Func<Task> action, CancellationToken cancellationToken = default)
    {
        using var matched = new MatchedEvents(system, filters);
        await action();
        Await(expectedCount, null, matched, cancellationToken);
    }

    public void Mute(Action action, CancellationToken cancellationToken = default)
    {
        using var matched = new MatchedEvents(system, filters);
        action();
    }

    public IUnmutableFilter Mute() => new MatchedEvents(system, filters);

    private void Count(int expected, TimeSpan? timeout, Action action, CancellationToken cancellationToken)
    {
        using var matched = new MatchedEvents(system, filters);
        action();
        Await(expected, timeout, matched, cancellationToken);
    }

    private void Await(int expected, TimeSpan? timeout, MatchedEvents matched, CancellationToken cancellationToken)
    {
        var limit = testKit.RemainingOrDilated(timeout);
        testKit.AwaitConditionNoThrow(() => matched.Count >= Math.Max(1, expected), limit, null, cancellationToken);
        var count = matched.Count;
        if (count < expected)
            _assertions.Fail($"Timeout ({limit}) while waiting for messages. Only received {count}/{expected} that matched the filter");
        else if (count > expected)
            _assertions.Fail(
                $"Received {count - expected} too many. Expected {expected} messages but received {count} that matched the filter");
    }
}
