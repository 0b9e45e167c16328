namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>The next message; null when none comes in time. The time is not dilated.</summary>
    public object? ReceiveOne(TimeSpan? max = null, CancellationToken cancellationToken = default) =>
        TryReceiveOne(out var envelope, max, cancellationToken) ? envelope.Message : null;

    /// <summary>The next message with its sender; false when none comes in time.</summary>
    /// <param name="envelope">The message.</param>
    /// <param name="max">How long to wait, not dilated; the default limit if null, for ever if negative.</param>
    /// <param name="cancellationToken">Gives up early.</param>
    public bool TryReceiveOne(out MessageEnvelope envelope, TimeSpan? max = null, CancellationToken cancellationToken = default)
    {
        var limit = max ?? TestKitSettings.SingleExpectDefault;
        // Negative is for ever, unless it is the overrun of a block.
        var isOverrun = _end is { } end && end < Now;
        var milliseconds = isOverrun ? 0 : limit < TimeSpan.Zero ? Timeout.Infinite : (int)limit.TotalMilliseconds;
        if (_queue.TryTake(out var taken, milliseconds, cancellationToken))
        {
            _lastMessage = envelope = taken;
            _lastWasNoMsg = false;
            return true;
        }
        envelope = NullMessageEnvelope.Instance;
        return false;
    }

    /// <summary>That many messages, within the default limit.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, CancellationToken cancellationToken = default) =>
        ReceiveN(numberOfMessages, RemainingOrDefault, cancellationToken);

    /// <summary>That many messages, within the time.</summary>
    public IReadOnlyCollection<object> ReceiveN(int numberOfMessages, TimeSpan max, CancellationToken cancellationToken = default)
    {
        var stop = Now + Dilated(max);
        var messages = new List<object>(numberOfMessages);
        while (messages.Count < numberOfMessages)
        {
            var left = stop - Now;
            if (left < TimeSpan.Zero)
                left = TimeSpan.Zero;
            if (!TryReceiveOne(out var envelope, left, cancellationToken))
                _assertions.Fail($"Timeout ({max}) while expecting {numberOfMessages} messages. Only got {messages.Count} after {max}.");
            messages.Add(envelope.Message);
        }
        return messages;
    }

    /// <summary>Drops messages until the condition is true for one.</summary>
    public object FishForMessage(
        Predicate<object> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default) =>
        FishForMessage<object>(isMessage, max, hint, cancellationToken);

    /// <summary>Drops messages until one is a <typeparamref name="T"/> for which the condition is true.</summary>
    public T FishForMessage<T>(
        Predicate<T> isMessage, TimeSpan? max = null, string hint = "", CancellationToken cancellationToken = default)
    {
        var limit = RemainingOrDilated(max);
        var stop = Now + limit;
        while (true)
        {
            var left = stop - Now;
            if (left < TimeSpan.Zero || !TryReceiveOne(out var envelope, left, cancellationToken))
            {
                _assertions.Fail($"Timeout ({limit}) during fishForMessage, hint: {hint}");
                throw new InvalidOperationException("an assertion library must throw");
            }
            if (envelope.Message is T message && isMessage(message))
                return message;
        }
    }
}
