namespace Akka.Actor;

internal sealed class ChoosingHandler<T>(Func<T, bool> handler) : MessageHandler
{
    public override bool HandlesAll => false;

    public override bool Accepts(Type messageType) => typeof(T).IsAssignableFrom(messageType);

    public override bool TryHandle(object message) => handler((T)message);
}
