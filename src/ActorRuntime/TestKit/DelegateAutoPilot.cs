using Akka.Actor;

namespace Akka.TestKit;

public sealed class DelegateAutoPilot : AutoPilot
{
    private readonly Func<IActorRef, object, AutoPilot> _handler;

    public DelegateAutoPilot(Func<IActorRef, object, AutoPilot> handler) => _handler = handler;

    public override AutoPilot Run(IActorRef sender, object message) => _handler(sender, message);
}
