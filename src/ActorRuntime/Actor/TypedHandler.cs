namespace Akka.Actor;

internal sealed class TypedHandler<T>(Action<T> handler, Predicate<T>? shouldHandle) : MessageHandler
{
    public override bool HandlesAll => typeof(T) == typeof(object) && shouldHandle is null;

    public override bool Accepts(Type messageType) => typeof(T).IsAssignableFrom(messageType);

    public override bool TryHandle(object message)
    {
        var typed = (T)message;
        if (shouldHandle is not null && !shouldHandle(typed))
            return false;
        handler(typed);
        return true;
    }
}
