using System.Runtime.CompilerServices;

namespace ActorSim.Kernel;

/// <summary>
/// Runs one process between messages: its inbox, its inputs' clocks, its events and its outgoing batches. Everything but the inbox,
/// <see cref="Blocked"/>, the state and the channels' clocks belongs to the thread that activates it.
/// </summary>
internal sealed class ProcessHost : IExecutor
{
    private const int EventsPerActivation = 4096;
    private const int Asleep = 0;
    private const int Running = 1;
    private const int Summoned = 2;

    private readonly HostedRun _run;
    private readonly LocalQueue _queue = new();
    private readonly Inbox _inbox = new();
    private readonly OutputPort _output;
    private InputClocks _inputs = null!;
    private PendingInputs? _unseen;
    private long _safe;
    private int _state;

    public ProcessHost(LogicalProcess process, HostedRun run)
    {
        Process = process;
        _run = run;
        _output = new OutputPort(this);
    }

    public LogicalProcess Process { get; }

    /// <summary>The actor that this host lives in, set by the scheduler that has actors.</summary>
    public Akka.Actor.IActorRef? Address { get; set; }

    public BlockedOn Blocked { get; } = new();

    public InputClocks Inputs => _inputs;

    public OutputPort Output => _output;

    public long Handled { get; private set; }

    /// <summary>Time of the next event that is known here, long.MaxValue when there is none.</summary>
    public long NextTicks => _queue.NextTicks;

    public bool IsAsleep => Volatile.Read(ref _state) == Asleep;

    public void Wire(LinkChannel[] inputs, LinkChannel[] outputs)
    {
        _inputs = new InputClocks(inputs);
        _output.Wire(inputs, outputs);
        Process.Attach(this);
    }

    /// <summary>Takes an event while nothing runs.</summary>
    public void Preload(in SimEvent e) => _queue.Add(in e);

    /// <summary>Hands the events that are left to <paramref name="pending"/>, while nothing runs.</summary>
    public void Unload(List<SimEvent> pending)
    {
        Drain();
        while (_queue.Count > 0)
        {
            _queue.Take(out var e);
            pending.Add(e);
        }
    }

    public void Push(LinkBatch batch) => _inbox.Push(batch);

    /// <summary>Has this host activated soon if it sleeps, and its last look repeated if it is about to.</summary>
    public void Summon()
    {
        if (Interlocked.Exchange(ref _state, Summoned) == Asleep)
        {
            _run.Rises(this);
        }
    }

    /// <summary>While all stand still: marks this host as one that will be activated.</summary>
    public void Rouse() => Volatile.Write(ref _state, Summoned);

    /// <summary>While all stand still: takes what lies in the inbox.</summary>
    public void Drain()
    {
        for (var batch = _inbox.TakeAll(); batch != null;)
        {
            foreach (ref readonly var e in batch.Events)
            {
                Process.Learn(in e);
                _queue.Add(in e);
                _unseen?.Add(in e);
            }

            var next = batch.Next;
            batch.Channel.Return(batch);
            batch = next;
        }
    }

    /// <summary>While all stand still: a bound of this host's inputs, found by <see cref="GlobalBound"/>.</summary>
    public void SetSafe(long ticks) => _safe = ticks;

    /// <summary>Lets the process run as far as it is safe. Called by the scheduler only.</summary>
    public void Activate()
    {
        Volatile.Write(ref _state, Running);
        try
        {
            if (_run.UsesPromises)
            {
                Blocked.WakeUp();
                _safe = _inputs.Read();
            }

            Drain();
            RunSafe();
            _output.Flush(_run.UsesPromises);
        }
        catch (Exception exception)
        {
            _run.Fail(exception);
        }

        Settle();
    }

    void IExecutor.Deliver(Link link, in SimEvent e)
    {
        var channel = _run.ChannelOf(link);
        channel.Add(in e);
        foreach (var reply in channel.Replies)
        {
            var answer = reply.Later(e.Ticks);
            _safe = Math.Min(_safe, answer);
            if (_run.UsesPromises)
            {
                reply.Expect(e.Ticks);
                _inputs.Lower(reply, answer);
            }
        }
    }

    void IExecutor.ScheduleLocal(LogicalProcess process, in SimEvent e) => _queue.Add(in e);

    void IExecutor.Promised(Link link)
    {
    }

    SimTime IExecutor.HorizonOf(LogicalProcess process)
    {
        if (_unseen == null)
        {
            _unseen = new PendingInputs();
            _queue.CollectInputs(process.Index, _unseen);
        }

        return SimTime.Max(process.Now + 1, new SimTime(Math.Min(_safe, _unseen.NextTicks)));
    }

    // Without promises the bound of the round holds for every input.
    SimTime IExecutor.ClockOf(Link link) =>
        SimTime.Max(Process.Now + 1, new SimTime(_run.UsesPromises ? _inputs.ViewOf(link.Ordinal - 1) : _safe));

    // Clocks of reactive replies say nothing of requests to come.
    SimTime IExecutor.PromiseOf(Link link) => Process.Now + 1;

    [SkipLocalsInit]
    private void RunSafe()
    {
        var handled = 0;
        SimEvent e = default;
        try
        {
            for (; _queue.NextTicks < _safe && handled < EventsPerActivation && !_run.IsStopping; handled++)
            {
                _queue.Take(out e);
                _unseen?.Remove(in e);
                Process.Dispatch(in e);
            }
        }
        catch (Exception exception)
        {
            ProcessFailedException.Throw(Process, in e, exception);
        }

        Handled += handled;
        _run.Progress(Handled);
    }

    /// <summary>Goes to sleep, unless there is more to do or somebody called meanwhile.</summary>
    private void Settle()
    {
        if (!_run.IsStopping && FindsMore())
        {
            _run.Repost(this);
        }
        else if (Interlocked.CompareExchange(ref _state, Asleep, Running) == Running)
        {
            _run.Sinks();
        }
        else
        {
            _run.Repost(this);
        }
    }

    private bool FindsMore()
    {
        if (!_run.UsesPromises)
        {
            return _queue.NextTicks < _safe;
        }

        while (true)
        {
            var need = Math.Min(_queue.NextTicks, _output.LeastDemand());
            Blocked.Sleep(_inputs.Slowest, need);

            // Whoever raises a clock or pushes a batch does so before he looks at Blocked, so that one of us sees the other.
            Interlocked.MemoryBarrier();
            _safe = _inputs.Read();
            if (_inbox.IsEmpty)
            {
                if (_queue.NextTicks < _safe || need < _safe && need < _queue.NextTicks)
                {
                    return true;
                }

                _inputs.Demand(need);
                return false;
            }

            Drain();
        }
    }
}
