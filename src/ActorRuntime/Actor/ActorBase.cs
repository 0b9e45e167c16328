using Akka.Event;

namespace Akka.Actor;

/// <summary>An actor. Its members run on one thread at a time.</summary>
public abstract class ActorBase
{
    private readonly ActorCell _cell;

    /// <exception cref="ActorInitializationException">Made with <c>new</c> outside of <c>Props</c>.</exception>
    protected ActorBase() => _cell = ActorCell.ForNewActor(this);

    /// <summary>The running actor's context.</summary>
    /// <exception cref="NotSupportedException">No actor runs on this thread.</exception>
    protected static IActorContext Context => ActorCell.CurrentOrThrow();

    /// <summary>A behaviour that handles nothing.</summary>
    protected static Receive EmptyReceive => _ => false;

    protected IActorRef Self => _cell.Self;

    /// <summary>Who sent the message being handled; the dead letters when there was no sender.</summary>
    protected IActorRef Sender => _cell.Sender;

    /// <summary>Around <see cref="PreStart"/>.</summary>
    public virtual void AroundPreStart() => PreStart();

    /// <summary>Around <see cref="PreRestart"/>.</summary>
    public virtual void AroundPreRestart(Exception cause, object message) => PreRestart(cause, message);

    /// <summary>Around <see cref="PostRestart"/>.</summary>
    public virtual void AroundPostRestart(Exception cause, object message) => PostRestart(cause);

    /// <summary>Around <see cref="PostStop"/>.</summary>
    public virtual void AroundPostStop() => PostStop();

    internal bool Handle(Receive receive, object message) => AroundReceive(receive, message);

    internal SupervisorStrategy ChildStrategy() => SupervisorStrategy();

    /// <summary>Around every message; a false from the behaviour makes it unhandled.</summary>
    protected virtual bool AroundReceive(Receive receive, object message)
    {
        if (receive(message))
            return true;
        Unhandled(message);
        return false;
    }

    /// <summary>The first behaviour.</summary>
    protected abstract bool Receive(object message);

    internal bool FirstBehaviour(object message) => Receive(message);

    /// <summary>Replaces the newest behaviour.</summary>
    protected void Become(Receive receive) => _cell.Become(receive);

    protected void BecomeStacked(Receive receive) => _cell.BecomeStacked(receive);

    protected void UnbecomeStacked() => _cell.UnbecomeStacked();

    /// <summary>Publishes <see cref="UnhandledMessage"/>; for a <see cref="Terminated"/>, fails.</summary>
    /// <exception cref="DeathPactException">A watched actor's end was not handled.</exception>
    protected virtual void Unhandled(object message)
    {
        if (message is Terminated terminated)
            throw new DeathPactException(terminated.ActorRef);
        _cell.System.EventStream.Publish(new UnhandledMessage(message, Sender, Self));
    }

    /// <summary>Before the first message.</summary>
    protected virtual void PreStart()
    {
    }

    /// <summary>On the failed instance, before it is replaced: stops the children, then <see cref="PostStop"/>.</summary>
    /// <param name="reason">The failure.</param>
    /// <param name="message">What was being handled; null if nothing was. (Akka has no nullable annotation here; one would forbid overrides
    /// that compile against it.)</param>
    protected virtual void PreRestart(Exception reason, object message)
    {
        foreach (var child in _cell.GetChildren())
        {
            _cell.Unwatch(child);
            _cell.Stop(child);
        }
        PostStop();
    }

    /// <summary>On the new instance: <see cref="PreStart"/>.</summary>
    protected virtual void PostRestart(Exception reason) => PreStart();

    /// <summary>After the last message; the mailbox is closed when it returns.</summary>
    protected virtual void PostStop()
    {
    }

    /// <summary>How failures of the children are treated.</summary>
    protected virtual SupervisorStrategy SupervisorStrategy() => Actor.SupervisorStrategy.DefaultStrategy;
}
