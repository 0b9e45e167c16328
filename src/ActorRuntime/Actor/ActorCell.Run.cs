using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

internal sealed partial class ActorCell
{
    private Envelope[] _batch = [];
    private int _batchAt;
    private int _batchCount;
    private int _suspensions;
    private bool _isClosed;

    /// <summary>Handles what there is, up to the dispatcher's throughput. Called by the executor.</summary>
    internal void Run()
    {
        var previous = Current;
        Current = this;
        try
        {
            Process();
        }
        finally
        {
            Current = previous;
        }
    }

    /// <summary>Puts messages before all that wait.</summary>
    internal void Prepend(List<Envelope> envelopes)
    {
        if (envelopes.Count == 0)
            return;
        var waiting = _batchCount - _batchAt;
        var joined = new Envelope[Math.Max(_batch.Length, envelopes.Count + waiting)];
        envelopes.CopyTo(joined);
        Array.Copy(_batch, _batchAt, joined, envelopes.Count, waiting);
        _batch = joined;
        _batchAt = 0;
        _batchCount = envelopes.Count + waiting;
    }

    private void Process()
    {
        var budget = _dispatcher.Throughput;
        while (true)
        {
            if (_mailbox.HasSystem)
                HandleSystemMessages();
            if (_isClosed)
                return;
            if (_suspensions > 0)
            {
                if (_mailbox.TryIdleSuspended())
                    return;
            }
            else if (_batchAt == _batchCount)
            {
                _batchAt = _batchCount = 0;
                if (!_mailbox.TakeBatch(ref _batch, out _batchCount))
                    return;
            }
            else if (budget <= 0)
            {
                // Still scheduled: nobody else hands this actor over.
                _executor.Schedule(this);
                return;
            }
            else
            {
                budget = HandleSome(budget);
            }
        }
    }

    // One try block for many messages: what is left of the budget comes back.
    private int HandleSome(int budget)
    {
        try
        {
            while (budget > 0 && _batchAt < _batchCount && !_mailbox.HasSystem && _suspensions == 0)
            {
                budget--;
                ref var envelope = ref _batch[_batchAt++];
                var message = envelope.Message;
                CurrentMessage = message;
                SenderOrNull = envelope.Sender;
                envelope = default;
                Turn++;
                HandleMessage(message);
            }
            CurrentMessage = null;
            SenderOrNull = null;
        }
        catch (Exception cause)
        {
            Fail(cause);
        }
        return budget;
    }

    private void HandleMessage(object message)
    {
        var type = message.GetType();
        if (type == typeof(PoisonPill))
            Stop();
        else if (type == typeof(Kill))
            throw new ActorKilledException("Kill");
        else if (type != typeof(Terminated) || TakeQueuedTermination((Terminated)message))
            _actor!.Handle(_behaviour, message);
    }

    private void HandleSystemMessages()
    {
        var next = _mailbox.TakeSystem();
        while (next is { } message)
        {
            next = message.Next;
            message.Next = null;
            if (_isClosed)
                AnswerForTheDead(message);
            else
                HandleSystemMessage(message);
        }
    }

    private void HandleSystemMessage(SystemMessage message)
    {
        try
        {
            switch (message)
            {
                case Create:
                    CreateActor();
                    break;
                case Suspend:
                    _suspensions++;
                    break;
                case Resume:
                    ResumeAfterFailure();
                    break;
                case Recreate recreate:
                    BeginRestart(recreate.Cause);
                    break;
                case Terminate:
                    BeginTermination();
                    break;
                case Failed failed:
                    HandleFailure(failed);
                    break;
                case Watch watch:
                    AddWatcher(watch);
                    break;
                case Unwatch unwatch:
                    _watchedBy?.Remove(unwatch.Watcher);
                    break;
                case DeathWatchNotification death:
                    HandleDeath(death);
                    break;
            }
        }
        catch (Exception cause)
        {
            Fail(cause);
        }
    }
}
