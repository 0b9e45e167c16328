namespace Akka.Actor;

/// <summary>The handlers of one behaviour. Which of them accept a type is worked out once per type.</summary>
internal sealed class HandlerTable
{
    private readonly List<MessageHandler> _handlers = [];
    private Entry[] _byType = [];

    public void Add(MessageHandler handler)
    {
        if (_handlers.Count > 0 && _handlers[^1].HandlesAll)
            throw new InvalidOperationException("A handler that catches all messages has been added. No handler can be added after that.");
        _handlers.Add(handler);
        _byType = [];
    }

    public bool TryHandle(object message)
    {
        var type = message.GetType();
        foreach (ref readonly var entry in _byType.AsSpan())
        {
            if (entry.Type == type)
                return Try(entry.Handlers, message);
        }
        return Try(Remember(type), message);
    }

    private static bool Try(MessageHandler[] handlers, object message)
    {
        foreach (var handler in handlers)
        {
            if (handler.TryHandle(message))
                return true;
        }
        return false;
    }

    private MessageHandler[] Remember(Type type)
    {
        var accepting = _handlers.FindAll(h => h.Accepts(type)).ToArray();
        _byType = [.. _byType, new Entry(type, accepting)];
        return accepting;
    }

    private readonly record struct Entry(Type Type, MessageHandler[] Handlers);
}
