namespace Akka.Actor;

/// <summary>The actor above those of a system.</summary>
internal sealed class GuardianActor : ActorBase
{
    protected override bool Receive(object message) => false;
}
