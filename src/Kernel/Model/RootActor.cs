using Akka.Actor;

namespace ActorSim.Kernel.Model;

/// <summary>The actor above all units of a topology: creates them, watches them, and ends the run when one fails or stops.</summary>
public class RootActor(UnitFolder units) : UntypedActor
{
    private IRun? _run;

    /// <summary>The failure of an actor is that of the one above it; one that was killed stops, and its watcher says so by name.</summary>
    internal static SupervisorStrategy Escalating { get; } = new OneForOneStrategy(
        -1, Timeout.Infinite, static cause => cause is ActorKilledException ? Directive.Stop : Directive.Escalate, loggingEnabled: false);

    /// <inheritdoc/>
    protected sealed override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(-1, Timeout.Infinite, OnFailure, loggingEnabled: false);

    /// <inheritdoc/>
    protected override void PreStart()
    {
        _run = ((IRunDispatcher)((ActorCell)Context).Dispatcher).Run;
        units.CreateChildren("", Context);
    }

    /// <inheritdoc/>
    protected override void PostStop()
    {
        // Nobody above watches it: stopped in mid-run, it says so itself.
        if (_run is { HasEnded: false })
        {
            _run.Fail(new UnitStoppedException(Self.Path));
        }
    }

    /// <inheritdoc/>
    protected override void OnReceive(object message)
    {
        if (message is Terminated terminated)
        {
            _run?.Fail(new UnitStoppedException(terminated.ActorRef.Path));
        }
        else
        {
            Unhandled(message);
        }
    }

    /// <summary>What an actor between root and unit does with a message: one below it stopped, which is a failure.</summary>
    /// <exception cref="UnitStoppedException">It was that.</exception>
    internal static void RefuseStop(object message, Action<object> otherwise)
    {
        if (message is Terminated terminated)
        {
            throw new UnitStoppedException(terminated.ActorRef.Path);
        }

        otherwise(message);
    }

    // Ends the run here; what the guardian does with an actor that failed, it does.
    private Directive OnFailure(Exception cause)
    {
        if (cause is ActorKilledException)
        {
            return Directive.Stop;
        }

        _run?.Fail(cause);
        return Directive.Escalate;
    }
}
