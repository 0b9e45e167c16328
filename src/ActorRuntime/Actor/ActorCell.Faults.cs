using Akka.Dispatch.SysMsg;
using Akka.Event;

namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private bool _isCreating;
    private bool _isTerminating;
    private bool _hasFailed;
    private bool _wasCreated;
    private Exception? _restartCause;

    private void CreateActor()
    {
        try
        {
            Instantiate();
            _wasCreated = true;
            _actor!.AroundPreStart();
        }
        catch (Exception cause)
        {
            _wasCreated = false;
            var detail = cause is ActorInitializationException ? cause.Message : $"Exception during creation: {cause.Message}";
            throw cause as ActorInitializationException ?? new ActorInitializationException(_self, detail, cause);
        }
    }

    private void Instantiate()
    {
        _behaviours.Clear();
        _actor = null;
        _isCreating = true;
        try
        {
            _actor = Props.NewActor();
        }
        finally
        {
            _isCreating = false;
        }
        var receiver = _actor as ReceiveActor;
        receiver?.EndConfiguration();
        // A constructor may already have become something else; that stays on top.
        Receive first = receiver is null ? _actor.FirstBehaviour : receiver.HandleFirst;
        var chosen = _behaviours.ToArray();
        _behaviours.Clear();
        BecomeStacked(first);
        for (var i = chosen.Length - 1; i >= 0; i--)
            BecomeStacked(chosen[i]);
        if (_actor is IActorStash stashing)
            stashing.Stash = new UnboundedStash(this);
    }

    // Stops taking messages, children too, until the supervisor has decided.
    private void Fail(Exception cause) => Fail(cause, perpetrator: null);

    private void Fail(Exception cause, IActorRef? perpetrator)
    {
        if (_hasFailed || _isTerminating)
        {
            // No supervisor would hear of it: the first failure is being dealt with, or the end.
            Publish(new Error(cause, Self.Path.ToString(), GetType(), $"failure of a failed or stopping actor: {cause.Message}"));
            return;
        }
        _hasFailed = true;
        _suspensions++;
        foreach (var child in ChildRefs())
        {
            if (!child.Equals(perpetrator))
                child.SendSystemMessage(new Suspend());
        }
        if (ParentCell is null)
            SystemImpl.RootFailed(cause);
        else
            ParentCell.PostSystem(new Failed(_self, cause));
    }

    private void HandleFailure(Failed failed)
    {
        if (FindChild(failed.Child) is not { } child)
            return;
        var strategy = Props.SupervisorStrategy ?? _actor?.ChildStrategy() ?? SupervisorStrategy.DefaultStrategy;
        switch (strategy.Handle(this, child, failed.Cause))
        {
            case Directive.Resume:
                child.Ref.SendSystemMessage(new Resume());
                break;
            case Directive.Restart:
                child.Ref.SendSystemMessage(new Recreate(failed.Cause));
                break;
            case Directive.Stop:
                Stop(child.Ref);
                break;
            default:
                Fail(failed.Cause, failed.Child);
                break;
        }
    }

    private void ResumeAfterFailure()
    {
        if (_actor is null || !_wasCreated)
        {
            // There is nothing to go on with.
            BeginRestart(new ActorInitializationException(_self, "resumed before it was created"));
            return;
        }
        _hasFailed = false;
        if (_suspensions > 0)
            _suspensions--;
        foreach (var child in ChildRefs())
            child.SendSystemMessage(new Resume());
    }

    private void BeginRestart(Exception cause)
    {
        if (_isTerminating)
            return;
        if (_suspensions == 0)
            _suspensions++;
        var failed = _actor;
        _restartCause = cause;
        if (failed is not null && _wasCreated)
        {
            try
            {
                (failed as IActorStash)?.Stash?.UnstashAll();
                failed.AroundPreRestart(cause, CurrentMessage!);
            }
            catch (Exception inner)
            {
                var problem = new PreRestartException(_self, inner, cause, CurrentMessage).Message;
                Publish(new Error(inner, Self.Path.ToString(), failed.GetType(), problem));
            }
        }
        if (!AnyChild(c => c.IsStopping))
            FinishRestart();
    }

    private void FinishRestart()
    {
        var cause = _restartCause!;
        _restartCause = null;
        _hasFailed = false;
        var wasCreated = _wasCreated;
        CurrentMessage = null;
        var survivors = ChildRefs();
        try
        {
            Instantiate();
            _wasCreated = true;
            if (wasCreated)
                _actor!.AroundPostRestart(cause, null!);
            else
                _actor!.AroundPreStart();
        }
        catch (Exception inner)
        {
            _wasCreated = false;
            _suspensions = 0;
            throw new PostRestartException(_self, inner, cause);
        }
        _suspensions = 0;
        foreach (var child in survivors)
            child.SendSystemMessage(new Recreate(cause));
    }

    private void BeginTermination()
    {
        if (_isTerminating)
            return;
        UnwatchAll();
        lock (_children)
        {
            _isTerminating = true;
        }
        _restartCause = null;
        _suspensions++;
        var children = ChildRefs();
        foreach (var child in children)
            Stop(child);
        if (children.Count == 0)
            FinishTermination();
    }

    private void AfterChildEnded(IActorRef child)
    {
        if (_isTerminating)
        {
            if (!AnyChild(_ => true))
                FinishTermination();
        }
        else if (_restartCause is not null && !AnyChild(c => c.IsStopping))
        {
            FinishRestart();
        }
        if (ParentCell is null)
            SystemImpl.GuardianEnded(child);
    }

    private void FinishTermination()
    {
        var actor = _actor;
        try
        {
            if (_wasCreated)
                actor!.AroundPostStop();
        }
        catch (Exception cause)
        {
            Publish(new Error(cause, Self.Path.ToString(), actor!.GetType(), cause.Message));
        }
        finally
        {
            _isClosed = true;
            CloseMailbox((actor as IActorStash)?.Stash);
            SystemImpl.EventStream.Unsubscribe(_self);
            _dispatcher.Detach(_executor);
            ParentCell?.PostSystem(new DeathWatchNotification(_self, existenceConfirmed: true));
            TellWatchers();
            _actor = null;
            _behaviour = _ => false;
            CurrentMessage = null;
            SenderOrNull = null;
            if (ParentCell is null)
                SystemImpl.RootEnded();
        }
    }

    private void CloseMailbox(IStash? stash)
    {
        var (left, count, system) = _mailbox.Close();
        if (stash is not null)
        {
            foreach (var envelope in stash.ClearStash())
                SystemImpl.PublishDeadLetter(envelope.Message, envelope.Sender, _self);
        }
        for (; _batchAt < _batchCount; _batchAt++)
            SystemImpl.PublishDeadLetter(_batch[_batchAt].Message, _batch[_batchAt].Sender, _self);
        for (var i = 0; i < count; i++)
            SystemImpl.PublishDeadLetter(left[i].Message, left[i].Sender, _self);
        _batch = [];
        _batchAt = _batchCount = 0;
        for (; system is not null; system = system.Next)
            AnswerForTheDead(system);
    }
}
