using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace ActorSim.Kernel;

/// <summary>
/// Small events run from one queue on the calling thread, coarse-grained processes in rounds. A round opens when the earliest event anywhere
/// is one of theirs: then every process stands at that time or later, and every one of them whose next event comes before anything that it has
/// not heard of takes part. What they send is delivered after the round, so that nobody sees a neighbour change.
/// </summary>
internal sealed class ForkJoinEngine : OneQueueEngine, IForkedWork, IDisposable
{
    private const int EventsPerCancellationCheck = 1024;
    private readonly CoarseHost?[] _hostOf;
    private readonly CoarseHost[] _hosts;
    private readonly int[] _workerOf;
    private readonly Share[] _shares;
    private readonly int[] _sizes;
    private readonly WorkerCrew _crew;
    private long _nextRound;
    private volatile bool _hasFailed;

    public ForkJoinEngine(RunState state, ParallelOptions options)
        : base(state)
    {
        _hostOf = new CoarseHost?[Processes.Length];
        _workerOf = PartitionPolicy.Assign(options, state.Topology);
        _shares = new Share[options.Workers];
        for (var worker = 0; worker < _shares.Length; worker++)
        {
            _shares[worker] = new Share();
        }

        _sizes = new int[options.Workers];
        foreach (var process in Processes)
        {
            if (process.IsCoarseGrained)
            {
                RefuseWithoutLookahead(process);
                _hostOf[process.Index] = new CoarseHost(process);
            }
            else
            {
                process.Attach(this);
            }
        }

        _hosts = _hostOf.OfType<CoarseHost>().ToArray();
        foreach (var e in state.Pending)
        {
            Add(in e);
        }

        state.Pending.Clear();
        _crew = new WorkerCrew(this, options.Workers);
    }

    /// <summary>Runs until no event is left, about <paramref name="maxEvents"/> events are handled, or the run is cancelled.</summary>
    public void Run(long maxEvents, CancellationToken cancel)
    {
        var watch = Stopwatch.StartNew();
        FindNextRound();
        while ((Queue.Count > 0 || _nextRound < long.MaxValue) && maxEvents > 0 && !cancel.IsCancellationRequested)
        {
            var handled = RunSome((int)Math.Min(maxEvents, EventsPerCancellationCheck));
            State.Events += handled;
            maxEvents -= handled;
        }

        State.Busy += watch.Elapsed;
        Unload();
        foreach (var host in _hosts)
        {
            host.Unload(State.Pending);
        }
    }

    public void Dispose() => _crew.Dispose();

    void IForkedWork.RunPiece(int pile, int piece, int worker)
    {
        var share = _shares[worker];
        var ready = _shares[pile].Ready;

        // In declaration order: a core's engine, whose events are the longest, before the channels.
        var host = ready[ready.Count - 1 - piece];
        share.Handled += host.Run(share.Sent);
        if (host.Failure is not null)
        {
            _hasFailed = true;
        }
    }

    public override void Deliver(Link link, in SimEvent e)
    {
        link.Target.Learn(in e);
        Add(in e);
    }

    private static void RefuseWithoutLookahead(LogicalProcess process)
    {
        foreach (var link in process.Inputs.Concat(process.Outputs))
        {
            if (link.LookaheadTicks == 0)
            {
                throw new SynchronizationException($"'{process.Name}' is coarse-grained, but its link '{link.Name}' has no lookahead");
            }
        }
    }

    private void Add(in SimEvent e)
    {
        if (_hostOf[e.Target] is { } host)
        {
            host.Add(in e);
            _nextRound = Math.Min(_nextRound, e.Ticks);
        }
        else
        {
            AddInput(in e);
        }
    }

    private int RunSome(int most)
    {
        var handled = 0;
        while (handled < most)
        {
            var next = Queue.NextTime.Ticks;
            if (next > _nextRound)
            {
                handled += RunRound();
            }
            else if (Queue.Count > 0)
            {
                RunNext();
                handled++;
            }
            else
            {
                break;
            }
        }

        return handled;
    }

    private void RunNext()
    {
        Queue.Take(out var e);
        var process = Processes[e.Target];
        try
        {
            Unseen[e.Target]?.Remove(in e);
            process.Dispatch(in e);
        }
        catch (Exception exception)
        {
            ProcessFailedException.Throw(process, in e, exception);
        }
    }

    private int RunRound()
    {
        State.Rounds++;
        Muster(new SimTime(_nextRound));
        _crew.RunRound(_sizes);
        var handled = DeliverSent();
        FindNextRound();
        return handled;
    }

    private void Muster(SimTime present)
    {
        foreach (var host in _hosts)
        {
            if (host.NextTicks < long.MaxValue && host.Look(present))
            {
                _shares[_workerOf[host.Process.Index]].Ready.Add(host);
            }
        }

        for (var worker = 0; worker < _shares.Length; worker++)
        {
            _sizes[worker] = _shares[worker].Ready.Count;
        }
    }

    private int DeliverSent()
    {
        var handled = 0;
        if (_hasFailed)
        {
            ThrowFirstFailure();
        }

        foreach (var share in _shares)
        {
            for (var i = 0; i < share.Sent.Count; i++)
            {
                ref readonly var item = ref share.Sent[i];
                item.Link.Target.Learn(in item.Event);
                Add(in item.Event);
            }

            handled += share.Handled;
            share.Clear();
        }

        return handled;
    }

    // Of several the earliest, of equals the first declared: the same whoever ran them.
    [DoesNotReturn]
    private void ThrowFirstFailure() => _hosts.Where(h => h.Failure is not null).MinBy(h => h.Process.Now.Ticks)!.Throw();

    private void FindNextRound()
    {
        _nextRound = long.MaxValue;
        foreach (var host in _hosts)
        {
            _nextRound = Math.Min(_nextRound, host.NextTicks);
        }
    }
}
