using Akka.Actor;

namespace Akka.Dispatch;

/// <summary>A few threads that share one queue, started when there is something to run.</summary>
internal sealed class WorkerPool(string name, int threadCount) : Executor
{
    private readonly object _gate = new();
    private ActorCell? _first;
    private ActorCell? _last;
    private int _started;
    private int _idle;
    private bool _isStopping;

    public override void Schedule(ActorCell cell)
    {
        var start = false;
        var number = 0;
        lock (_gate)
        {
            cell.NextToRun = null;
            if (_first is null)
                _first = cell;
            else
                _last!.NextToRun = cell;
            _last = cell;
            if (_idle > 0)
            {
                // Counted here and not by the thread when it wakes: the next actor must not rely on the same thread.
                _idle--;
                Monitor.Pulse(_gate);
            }
            else if (_started < threadCount)
            {
                number = ++_started;
                start = true;
            }
        }
        if (start)
            new Thread(Loop) { IsBackground = true, Name = $"{name}-{number}" }.Start();
    }

    public override void Stop()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.PulseAll(_gate);
        }
    }

    private void Loop()
    {
        while (Next() is { } cell)
            cell.Run();
    }

    private ActorCell? Next()
    {
        lock (_gate)
        {
            while (_first is null)
            {
                if (_isStopping)
                    return null;
                _idle++;
                Monitor.Wait(_gate);
            }
            var cell = _first;
            _first = cell.NextToRun;
            cell.NextToRun = null;
            return cell;
        }
    }
}
