using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

internal sealed partial class ActorCell
{
    // Value: the message to get in place of Terminated, if any.
    private Dictionary<IActorRef, object?>? _watching;
    private List<IInternalActorRef>? _watchedBy;

    // Terminated messages in the mailbox that Unwatch may still take back.
    private List<IActorRef>? _queuedTerminations;

    public IActorRef Watch(IActorRef subject) => Watch(subject, null);

    public IActorRef WatchWith(IActorRef subject, object message) => Watch(subject, message);

    public IActorRef Unwatch(IActorRef subject)
    {
        if (subject is IInternalActorRef watchee && _watching?.Remove(subject) == true)
            watchee.SendSystemMessage(new Unwatch(_self));
        _queuedTerminations?.RemoveAll(a => a.Equals(subject));
        return subject;
    }

    private IActorRef Watch(IActorRef subject, object? message)
    {
        var watchee = (IInternalActorRef)subject;
        if (subject.Equals(_self))
            return subject;
        _watching ??= [];
        if (_watching.TryGetValue(subject, out var before))
        {
            if (!Equals(before, message))
                throw new InvalidOperationException($"{subject} is watched already, with another message; unwatch it first");
            return subject;
        }
        _watching.Add(subject, message);
        watchee.SendSystemMessage(new Watch(watchee, _self));
        return subject;
    }

    private void AddWatcher(Watch watch)
    {
        _watchedBy ??= [];
        if (!_watchedBy.Contains(watch.Watcher))
            _watchedBy.Add(watch.Watcher);
    }

    private void HandleDeath(DeathWatchNotification death)
    {
        if (_watching?.Remove(death.Actor, out var message) == true && !_isTerminating)
        {
            if (message is not null)
            {
                Post(message, death.Actor);
            }
            else
            {
                (_queuedTerminations ??= []).Add(death.Actor);
                Post(new Terminated(death.Actor, death.ExistenceConfirmed, false), death.Actor);
            }
        }
        if (RemoveChild(death.Actor))
            AfterChildEnded(death.Actor);
    }

    // False for a notice that was taken back, or that a stranger sent.
    private bool TakeQueuedTermination(Terminated terminated)
    {
        var at = _queuedTerminations?.FindIndex(a => a.Equals(terminated.ActorRef)) ?? -1;
        if (at < 0)
            return false;
        _queuedTerminations!.RemoveAt(at);
        return true;
    }

    private void UnwatchAll()
    {
        if (_watching is null)
            return;
        foreach (var subject in _watching.Keys.ToArray())
            Unwatch(subject);
    }

    private void TellWatchers()
    {
        if (_watchedBy is null)
            return;
        foreach (var watcher in _watchedBy)
        {
            // The parent hears of it in any case.
            if (ParentCell is null || !watcher.Equals(ParentCell.Self))
                watcher.SendSystemMessage(new DeathWatchNotification(_self, existenceConfirmed: true));
        }
        _watchedBy = null;
    }

    private void AnswerForTheDead(SystemMessage message)
    {
        if (message is Watch watch)
            watch.Watcher.SendSystemMessage(new DeathWatchNotification(watch.Watchee, existenceConfirmed: false));
    }
}
