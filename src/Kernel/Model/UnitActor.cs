using Akka.Actor;

namespace ActorSim.Kernel.Model;

/// <summary>
/// The actor of a unit. The dispatcher invokes it with a message when it is that message's turn; what else has its turn at once follows in the
/// same activation. A unit that throws fails this actor, and supervision ends the run.
/// </summary>
public abstract class UnitActor(Unit unit) : UntypedActor
{
    private IRun? _run;

    /// <summary>One for all: the failure of a unit is the failure of the run.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => RootActor.Escalating;

    /// <summary>What the unit does with a message of its protocol.</summary>
    protected abstract void On(TimedMessage message);

    /// <inheritdoc/>
    protected sealed override void OnReceive(object message) => RootActor.RefuseStop(message, Unhandled);

    /// <inheritdoc/>
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (message is not TimedMessage timed)
        {
            return base.AroundReceive(receive, message);
        }

        var (run, driver) = (_run!, unit.Driver);
        for (var next = timed; next is not null; next = driver.TakeNext(unit))
        {
            Handle(next, run);
        }

        return true;
    }

    /// <summary>Takes its place in the run, and creates the actors below it.</summary>
    /// <exception cref="InvalidOperationException">It was created outside a run.</exception>
    protected override void PreStart()
    {
        var cell = (ActorCell)Context;
        if (cell.Dispatcher is not IRunDispatcher { Run: { } run } || !run.Expects(unit))
        {
            throw new InvalidOperationException(
                $"{Self.Path}: the actor of unit '{unit.Name}' lives in a simulation only; build a topology with the unit and run that");
        }

        _run = run;
        unit.Settle(cell, Self);
        run.Folders.CreateChildren(unit.Name, Context);
        run.OnSettled();
    }

    private void Handle(TimedMessage message, IRun run)
    {
        try
        {
            unit.Enter(message);
            run.Observer?.OnMessage(unit.Address!.Path, message);
            if (message is SimulationBegins)
            {
                unit.Start();
            }
            else
            {
                On(message);
            }
        }
        catch (Exception exception)
        {
            run.Interrupt();
            throw new UnitFailedException(unit.Address!.Path.ToStringWithoutAddress(), message.GetType().Name, message.Time, exception);
        }

        if (!message.OutlivesHandling)
        {
            message.Release();
        }
    }
}

/// <summary>Hears of every message before its unit handles it, on the thread that runs the unit.</summary>
public interface IMessageObserver
{
    void OnMessage(ActorPath receiver, TimedMessage message);
}
