using Akka.Actor;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message, which must be a <typeparamref name="T"/> and come in time.</summary>
    public T ExpectMsg<T>(TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, null, hint, cancellationToken);

    /// <summary>The next message, which must equal this one.</summary>
    public T ExpectMsg<T>(T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, (m, _) => _assertions.AssertEqual(message, m, hint ?? ""), hint, cancellationToken);

    /// <summary>The next message, for which the condition must be true.</summary>
    public T ExpectMsg<T>(
        Predicate<T> isMessage, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, (m, _) => AssertAccepted(isMessage(m), m, hint), hint, cancellationToken);

    /// <summary>The next message, for which the assertions must hold.</summary>
    public T ExpectMsg<T>(Action<T> assert, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, (m, _) => assert(m), hint, cancellationToken);

    /// <summary>The next message, for which, with its sender, the condition must be true.</summary>
    public T ExpectMsg<T>(
        Func<T, IActorRef, bool> isMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, (m, sender) => AssertAccepted(isMessageAndSender(m, sender), m, hint), hint, cancellationToken);

    /// <summary>The next message, for which, with its sender, the assertions must hold.</summary>
    public T ExpectMsg<T>(
        Action<T, IActorRef> assertMessageAndSender,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect(timeout, assertMessageAndSender, hint, cancellationToken);

    /// <summary>The next message, which must equal this one as the comparer sees it.</summary>
    public T ExpectMsg<T>(
        T expected,
        Func<T, T, bool> comparer,
        TimeSpan? timeout = null,
        string? hint = null,
        CancellationToken cancellationToken = default) =>
        Expect<T>(timeout, (m, _) => _assertions.AssertEqual(expected, m, comparer, hint ?? ""), hint, cancellationToken);

    /// <summary>The next message, which must be a <typeparamref name="T"/> from this sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, TimeSpan? duration = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(duration, (_, s) => AssertSender(sender, s), hint, cancellationToken);

    /// <summary>The next message, which must equal this one and come from this sender.</summary>
    public T ExpectMsgFrom<T>(
        IActorRef sender, T message, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<T>(
            timeout,
            (m, s) =>
            {
                AssertSender(sender, s);
                _assertions.AssertEqual(message, m, hint ?? "");
            },
            hint,
            cancellationToken);

    /// <summary>The next message, which must be the end of this actor.</summary>
    public Terminated ExpectTerminated(
        IActorRef target, TimeSpan? timeout = null, string? hint = null, CancellationToken cancellationToken = default) =>
        Expect<Terminated>(
            timeout,
            (t, _) => _assertions.AssertTrue(target.Equals(t.ActorRef), $"Terminated {target} expected, got {t}. {hint}"),
            hint,
            cancellationToken);

    /// <summary>No message until the innermost block, or the default limit, is over.</summary>
    public void ExpectNoMsg(CancellationToken cancellationToken = default) => ExpectNothing(RemainingOrDefault, cancellationToken);

    /// <summary>No message for that long.</summary>
    public void ExpectNoMsg(TimeSpan duration, CancellationToken cancellationToken = default) =>
        ExpectNothing(Dilated(duration), cancellationToken);

    /// <summary>No message for that many milliseconds.</summary>
    public void ExpectNoMsg(int milliseconds, CancellationToken cancellationToken = default) =>
        ExpectNoMsg(TimeSpan.FromMilliseconds(milliseconds), cancellationToken);

    /// <summary>The next message, which must equal one of these.</summary>
    public T ExpectMsgAnyOf<T>(IEnumerable<T> messages, CancellationToken cancellationToken = default)
    {
        var any = messages.ToList();
        return Expect<T>(null, AssertExpected, null, cancellationToken);

        void AssertExpected(T message, IActorRef sender) =>
            _assertions.AssertTrue(any.Contains(message), $"ExpectMsgAnyOf found unexpected {message}");
    }

    /// <summary>As many messages as are given, which must equal them in any order.</summary>
    /// <returns>The messages in the order received.</returns>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAll(RemainingOrDefault, messages, cancellationToken);

    /// <summary>As many messages as are given, within the time, which must equal them in any order.</summary>
    /// <returns>The messages in the order received.</returns>
    public IReadOnlyCollection<T> ExpectMsgAllOf<T>(
        TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken = default) =>
        ExpectAll(Dilated(max), messages, cancellationToken);

    private List<T> ExpectAll<T>(TimeSpan max, IReadOnlyCollection<T> messages, CancellationToken cancellationToken)
    {
        var received = ReceiveN(messages.Count, max, cancellationToken);
        var missing = messages.ToList();
        foreach (var message in received)
        {
            var isExpected = message is T typed && missing.Remove(typed);
            _assertions.AssertTrue(isExpected, $"Unexpected message {message}; still expected: {string.Join(", ", missing)}");
        }
        return received.Cast<T>().ToList();
    }

    private T Expect<T>(TimeSpan? timeout, Action<T, IActorRef>? assert, string? hint, CancellationToken cancellationToken)
    {
        var limit = RemainingOrDilated(timeout);
        if (!TryReceiveOne(out var envelope, limit, cancellationToken))
            _assertions.Fail($"Failed: Timeout {limit} while waiting for a message of type {typeof(T)} {hint}");
        if (envelope.Message is not T message)
        {
            _assertions.Fail(
                $"Failed: Expected a message of type {typeof(T)}, but received {{{envelope.Message}}} " +
                $"(type {envelope.Message.GetType()}) instead {hint} from {envelope.Sender}");
            throw new InvalidOperationException("an assertion library must throw");
        }
        assert?.Invoke(message, envelope.Sender);
        return message;
    }

    private void ExpectNothing(TimeSpan duration, CancellationToken cancellationToken)
    {
        _lastWasNoMsg = true;
        if (TryReceiveOne(out var envelope, duration, cancellationToken))
            _assertions.Fail($"Failed: Expected no messages during {duration}, instead we received {envelope}");
    }

    private void AssertAccepted<T>(bool isAccepted, T message, string? hint) => _assertions.AssertTrue(
        isAccepted,
        $"Got a message of the expected type <{typeof(T)}>. Also expected {hint ?? "the predicate to return true"} " +
        $"but the message {{{message}}} did not match");

    private void AssertSender(IActorRef expected, IActorRef actual) =>
        _assertions.AssertTrue(expected.Equals(actual),
            $"Sender does not match. Got a message from sender {actual}. But expected {expected}");
}
