using System.Diagnostics.CodeAnalysis;

namespace ActorSim.Kernel;

/// <summary>
/// Runs one coarse-grained process: its events, and how far it may go in the present round. Between rounds it belongs to the thread that
/// opens them, in a round to its worker.
/// </summary>
internal sealed class CoarseHost : IExecutor
{
    private readonly LocalQueue _queue = new();
    private readonly Link[] _inputs;
    private readonly long[] _clocks;
    private readonly long _leastReply = long.MaxValue;
    private PendingInputs? _unseen;
    private Outbox? _outbox;
    private SimEvent _failedAt;
    private long _safe;

    public CoarseHost(LogicalProcess process)
    {
        Process = process;
        _inputs = process.Inputs.ToArray();
        _clocks = new long[_inputs.Length];
        foreach (var link in _inputs)
        {
            _leastReply = Math.Min(_leastReply, link.LookaheadTicks);
        }

        process.Attach(this);
    }

    public LogicalProcess Process { get; }

    /// <summary>Time of its next event, long.MaxValue without one.</summary>
    public long NextTicks => _queue.NextTicks;

    /// <summary>Why it could not handle its last event.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Throws what the run throws for <see cref="Failure"/>.</summary>
    [DoesNotReturn]
    public void Throw() => ProcessFailedException.Throw(Process, in _failedAt, Failure!);

    /// <summary>Takes an event between rounds.</summary>
    public void Add(in SimEvent e)
    {
        _queue.Add(in e);
        if (EventKey.IsInput(e.Order))
        {
            _unseen?.Add(in e);
        }
    }

    /// <summary>Hands the events that are left to <paramref name="pending"/>, between rounds.</summary>
    public void Unload(List<SimEvent> pending)
    {
        while (_queue.Count > 0)
        {
            _queue.Take(out var e);
            pending.Add(e);
        }
    }

    /// <summary>Between rounds, when all events before <paramref name="present"/> are handled and what they sent is known: finds how far
    /// the process may go. True when that is beyond its next event.</summary>
    public bool Look(SimTime present)
    {
        var safe = long.MaxValue;
        for (var i = 0; i < _inputs.Length; i++)
        {
            var link = _inputs[i];
            var clock = SimTime.Max(link.Clock, present + link.LookaheadTicks);
            clock = SimTime.Max(clock, link.Source.Outlook(link, present));
            _clocks[i] = clock.Ticks;
            safe = Math.Min(safe, clock.Ticks);
        }

        _safe = safe;
        return _queue.NextTicks < safe;
    }

    /// <summary>In a round: handles all events that are safe; what it sends goes to <paramref name="outbox"/>. Returns their number;
    /// an event that fails ends it (<see cref="Failure"/>).</summary>
    public int Run(Outbox outbox)
    {
        _outbox = outbox;
        SimEvent e = default;
        var handled = 0;
        try
        {
            for (; _queue.NextTicks < _safe; handled++)
            {
                _queue.Take(out e);
                _unseen?.Remove(in e);
                Process.Dispatch(in e);
            }
        }
        catch (Exception exception)
        {
            Failure = exception;
            _failedAt = e;
        }

        return handled;
    }

    // Whoever hears of this may react, and the reaction comes in over one of the inputs.
    void IExecutor.Deliver(Link link, in SimEvent e)
    {
        _outbox!.Add(link, in e);
        _safe = Math.Min(_safe, (e.Time + _leastReply).Ticks);
    }

    void IExecutor.ScheduleLocal(LogicalProcess process, in SimEvent e) => _queue.Add(in e);

    void IExecutor.Promised(Link link)
    {
    }

    SimTime IExecutor.HorizonOf(LogicalProcess process)
    {
        if (_unseen is null)
        {
            _unseen = new PendingInputs();
            _queue.CollectInputs(process.Index, _unseen);
        }

        return SimTime.Max(process.Now + 1, new SimTime(Math.Min(_safe, _unseen.NextTicks)));
    }

    SimTime IExecutor.ClockOf(Link link) => SimTime.Max(Process.Now + 1, new SimTime(_clocks[link.Ordinal - 1]));

    // Whatever this process sends from now on is answered by sources that stand at the round's opening or later.
    SimTime IExecutor.PromiseOf(Link link) => ((IExecutor)this).ClockOf(link);
}
