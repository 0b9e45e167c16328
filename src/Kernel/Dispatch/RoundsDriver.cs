using ActorSim.Kernel.Model;
using Akka.Actor;

namespace ActorSim.Kernel.Dispatch;

/// <summary>
/// Rounds: while all stand still, a bound says how far each group may go; then groups with messages before it run side by side, each in the
/// order of its times; what they send to other groups is filed at the end of the round, so that nobody sees a neighbour change.
/// </summary>
internal sealed class RoundsDriver : IDriver, IForkedWork, IDisposable
{
    // A round ends soon enough to be interrupted.
    private const int MessagesPerGroupAndRound = 4096;
    private readonly RunControl _run;
    private readonly Unit[] _units;
    private readonly GroupState[] _groups;
    private readonly int[] _workerOf;
    private readonly List<GroupState>[] _piles;
    private readonly int[] _sizes;
    private readonly RoundBounds _bounds;
    private readonly Replies _replies;
    private readonly WorkerCrew _crew;
    private bool _isRunning;

    public RoundsDriver(Topology topology, RunControl run, SimulationOptions options)
    {
        _run = run;
        _units = [.. topology.Units];
        var ranks = TurnOrder.Ranks(topology);
        _groups = new GroupState[topology.Groups];
        for (var g = 0; g < _groups.Length; g++)
        {
            _groups[g] = new GroupState(g, ranks);
        }

        // A worker that waits for a round looks for it, which more threads than processors would pay for with each other's time.
        var workers = Math.Min(options.Workers, Environment.ProcessorCount);
        _workerOf = PartitionPolicy.Assign(options with { Workers = workers }, topology);
        _piles = new List<GroupState>[workers];
        for (var w = 0; w < workers; w++)
        {
            _piles[w] = [];
        }

        _sizes = new int[workers];
        _replies = new Replies(topology);
        _bounds = new RoundBounds(topology, _groups, _replies);
        _crew = new WorkerCrew(this, workers);
    }

    public bool PrefersEarlyWork => true;

    public long Rounds { get; private set; }

    public long Activations => _groups.Sum(g => g.Activations);

    public int Pending => _groups.Sum(g => g.Queue.Count);

    /// <summary>Runs until no message is left, the run fails, or it is cancelled.</summary>
    public void Run(CancellationToken cancel)
    {
        _isRunning = true;
        while (!_run.HasFailed && !cancel.IsCancellationRequested && _bounds.Compute())
        {
            Rounds++;
            Muster();
            _crew.RunRound(_sizes);
            FileSent();
            if (_run.WantsAttention)
            {
                _run.Attend();
            }
        }

        _isRunning = false;
    }

    public void Dispose() => _crew.Dispose();

    void IForkedWork.RunPiece(int pile, int piece, int worker)
    {
        // In declaration order: cores, whose messages are many, before the channels.
        var ready = _piles[pile];
        try
        {
            RunGroup(ready[ready.Count - 1 - piece]);
        }
        catch (Exception exception)
        {
            _run.Fail(exception);
        }
    }

    public void File(TimedMessage message)
    {
        var target = _groups[_units[message.Target].Group];
        var source = _groups[_units[message.Source].Group];
        if (source == target || !_isRunning)
        {
            Put(target, message);
            return;
        }

        // Whoever hears of this may react.
        source.Send(message);
        source.Safe = Math.Min(source.Safe, _replies.EarliestTo(source.Index, message));
    }

    public TimedMessage? TakeNext(Unit unit)
    {
        var group = _groups[unit.Group];
        return _run.WantsAttention || --group.Budget < 0 ? null : group.Queue.TakeFor(unit.Index, group.Safe);
    }

    // Within a group everybody stands at its present or later; elsewhere a source may lag behind.
    public SimTime HorizonOver(Link link)
    {
        var target = ((SingleLink)link).Target;
        return SimTime.Max(link.Clock, link.Source.Group == target.Group
            ? target.Now + Math.Max(link.LookaheadTicks, 1)
            : Safe(target, static g => g.Safe));
    }

    public SimTime HorizonOver(LinkBundle bundle, Unit target) => Safe(target, static g => g.Safe);

    public SimTime PromisedOver(LinkBundle bundle, Unit target) => Safe(target, static g => g.Promised);

    private SimTime Safe(Unit target, Func<GroupState, long> bound) =>
        SimTime.Max(target.Now + 1, new SimTime(bound(_groups[target.Group])));

    private void Put(GroupState group, TimedMessage message)
    {
        if (message.Source != message.Target)
        {
            _units[message.Target].Foresee(message);
        }

        group.Queue.Add(message);
    }

    private void Muster()
    {
        foreach (var pile in _piles)
        {
            pile.Clear();
        }

        foreach (var group in _groups)
        {
            if (group.Queue.NextTicks < group.Safe)
            {
                _piles[_workerOf[group.Index]].Add(group);
            }
        }

        var any = false;
        for (var w = 0; w < _piles.Length; w++)
        {
            _sizes[w] = _piles[w].Count;
            any |= _sizes[w] > 0;
        }

        if (!any)
        {
            throw Deadlock.Describe(_units, _groups, _bounds);
        }
    }

    private void RunGroup(GroupState group)
    {
        var queue = group.Queue;
        group.Budget = MessagesPerGroupAndRound;
        while (group.Budget > 0 && queue.NextTicks < group.Safe && !_run.WantsAttention)
        {
            var message = queue.Take();
            group.Activations++;
            _units[message.Target].Cell!.Invoke(new Envelope(message, _units[message.Source].Address));
        }
    }

    // In the order of groups; which of them ran first does not matter.
    private void FileSent()
    {
        foreach (var pile in _piles)
        {
            foreach (var group in pile)
            {
                foreach (var message in group.Sent)
                {
                    Put(_groups[_units[message.Target].Group], message);
                }

                group.ClearSent();
            }
        }
    }
}
