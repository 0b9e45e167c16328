namespace Akka.Actor;

/// <summary>An actor that says in its constructor which types of message it handles, and how; the first match wins.</summary>
public abstract class ReceiveActor : UntypedActor
{
    private readonly HandlerTable _first = new();
    private HandlerTable? _configuring;

    protected ReceiveActor() => _configuring = _first;

    internal void EndConfiguration() => _configuring = null;

    internal bool HandleFirst(object message) => _first.TryHandle(message);

    protected sealed override void OnReceive(object message)
    {
        // Not reached: the cell starts a ReceiveActor with its handlers as the behaviour.
        if (!_first.TryHandle(message))
            Unhandled(message);
    }

    /// <summary>Replaces the handlers by those that <paramref name="configure"/> adds.</summary>
    protected void Become(Action configure) => Become(NewBehaviour(configure));

    /// <summary>Puts the handlers that <paramref name="configure"/> adds on top of the present ones.</summary>
    protected void BecomeStacked(Action configure) => BecomeStacked(NewBehaviour(configure));

    /// <exception cref="InvalidOperationException">Not in a constructor or behaviour, or after a handler of all messages.</exception>
    protected void Receive<T>(Action<T> handler, Predicate<T>? shouldHandle = null) =>
        Table().Add(new TypedHandler<T>(handler, shouldHandle));

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void Receive<T>(Predicate<T> shouldHandle, Action<T> handler) =>
        Table().Add(new TypedHandler<T>(handler, shouldHandle));

    /// <summary>As the others; a handler that returns false has not handled the message, and the next one is tried.</summary>
    protected void Receive<T>(Func<T, bool> handler) => Table().Add(new ChoosingHandler<T>(handler));

    /// <inheritdoc cref="Receive{T}(Action{T}, Predicate{T})"/>
    protected void ReceiveAny(Action<object> handler) => Table().Add(new TypedHandler<object>(handler, null));

    private HandlerTable Table() => _configuring ?? throw new InvalidOperationException(
        "You may only call Receive-methods when constructing the actor and inside Become().");

    private Receive NewBehaviour(Action configure)
    {
        var outer = _configuring;
        var table = _configuring = new HandlerTable();
        try
        {
            configure();
        }
        finally
        {
            _configuring = outer;
        }
        return table.TryHandle;
    }
}
