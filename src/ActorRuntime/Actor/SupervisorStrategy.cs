using Akka.Event;

namespace Akka.Actor;

/// <summary>How an actor treats the failures of its children.</summary>
public abstract class SupervisorStrategy
{
    /// <summary>Initialisation failures, kills and death pacts stop the child; anything else restarts it.</summary>
    public static IDecider DefaultDecider = Actor.Decider.From(
        cause => cause is ActorInitializationException or ActorKilledException or DeathPactException ? Directive.Stop : Directive.Restart);

    public static readonly SupervisorStrategy DefaultStrategy = new OneForOneStrategy(DefaultDecider);

    public static readonly OneForOneStrategy StoppingStrategy = new(_ => Directive.Stop);

    private protected SupervisorStrategy()
    {
    }

    public abstract IDecider Decider { get; }

    protected bool LoggingEnabled { get; set; } = true;

    /// <summary>Whether the child may restart once more.</summary>
    internal abstract bool PermitsRestart(ChildStats child);

    internal Directive Handle(ActorCell supervisor, ChildStats child, Exception cause)
    {
        var directive = Decider.Decide(cause);
        if (directive == Directive.Restart && !PermitsRestart(child))
            directive = Directive.Stop;
        if (LoggingEnabled)
            Log(supervisor, child.Ref, cause, directive);
        return directive;
    }

    private void Log(ActorCell supervisor, IActorRef child, Exception cause, Directive directive)
    {
        var message = cause is ActorInitializationException { InnerException: { } inner } ? inner.Message : cause.Message;
        var source = child.Path.ToString();
        switch (directive)
        {
            case Directive.Resume:
                supervisor.System.EventStream.Publish(new Warning(source, GetType(), message));
                break;
            case Directive.Escalate:
                // Whoever decides in the end logs it.
                break;
            default:
                supervisor.System.EventStream.Publish(new Error(cause, source, GetType(), message));
                break;
        }
    }
}
