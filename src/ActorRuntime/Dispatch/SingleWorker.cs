using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>
/// One thread for a group of actors. What they send each other is queued without any synchronisation between threads; what
/// comes from elsewhere arrives through a stack that the thread takes as a whole and turns into arrival order.
/// </summary>
internal sealed class SingleWorker(string name) : Executor
{
    // About 20 us: longer than a hand-over between two running threads, too short to keep a core from others.
    private const int SpinsBeforeParking = 40;
    private const int SpinLength = 15;

    [ThreadStatic]
    private static SingleWorker? Current;

    private readonly SemaphoreSlim _wake = new(0);
    private ActorCell? _arrived;
    private ActorCell? _first;
    private ActorCell? _last;
    private int _isStarted;
    private int _isParked;
    private volatile bool _isStopping;

    public override void Schedule(ActorCell cell)
    {
        if (Current == this)
        {
            Append(cell);
            return;
        }
        var head = Volatile.Read(ref _arrived);
        while (true)
        {
            cell.NextToRun = head;
            var seen = Interlocked.CompareExchange(ref _arrived, cell, head);
            if (seen == head)
                break;
            head = seen;
        }
        if (Volatile.Read(ref _isStarted) == 0)
            Start();
        Unpark();
    }

    public override void Stop()
    {
        _isStopping = true;
        Unpark();
    }

    private void Start()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) == 0)
            new Thread(Loop) { IsBackground = true, Name = name }.Start();
    }

    private void Unpark()
    {
        if (Volatile.Read(ref _isParked) == 1 && Interlocked.Exchange(ref _isParked, 0) == 1)
            _wake.Release();
    }

    private void Loop()
    {
        Current = this;
        while (true)
        {
            if (Volatile.Read(ref _arrived) is not null)
                TakeArrived();
            if (_first is { } cell)
            {
                _first = cell.NextToRun;
                cell.NextToRun = null;
                cell.Run();
            }
            else if (!WaitForWork())
            {
                return;
            }
        }
    }

    private void TakeArrived()
    {
        // Newest first; the oldest must run first.
        var newest = Interlocked.Exchange(ref _arrived, null);
        ActorCell? oldest = null;
        while (newest is not null)
        {
            var older = newest.NextToRun;
            newest.NextToRun = oldest;
            oldest = newest;
            newest = older;
        }
        while (oldest is not null)
        {
            var newer = oldest.NextToRun;
            Append(oldest);
            oldest = newer;
        }
    }

    private void Append(ActorCell cell)
    {
        cell.NextToRun = null;
        if (_first is null)
            _first = cell;
        else
            _last!.NextToRun = cell;
        _last = cell;
    }

    private bool WaitForWork()
    {
        for (var i = 0; i < SpinsBeforeParking; i++)
        {
            if (Volatile.Read(ref _arrived) is not null)
                return true;
            Thread.SpinWait(SpinLength);
        }
        if (_isStopping)
            return Volatile.Read(ref _arrived) is not null;
        // Announce, then look again: a sender either sees the announcement or is seen here.
        Interlocked.Exchange(ref _isParked, 1);
        if (Volatile.Read(ref _arrived) is not null || _isStopping)
        {
            if (Interlocked.Exchange(ref _isParked, 0) == 1)
                return true;
        }
        _wake.Wait();
        return true;
    }
}
