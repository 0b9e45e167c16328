namespace ActorSim.Kernel;

/// <summary>
/// Runs stretches of the model under several synchronizers, measures the time per event, and ends the run with the fastest. Between
/// stretches everything stands still, so that the choice changes nothing but speed.
/// </summary>
public sealed class AutoSynchronizer(ParallelOptions options) : ISynchronizer
{
    // Long enough for the compilation of hot code not to matter.
    private const long WarmUpEvents = 2_000;

    // The two that have one queue are quickly changed: they take turns until one has clearly won, because no two stretches are alike.
    private const int MostTurns = 8;
    private const long EventsPerTurn = 3_000;

    // With less gain, it is worth trying those whose processes live in actors. The making of actors is not measured.
    private const double ClearGain = 0.8;
    private const long HostedEvents = 100_000;
    private static readonly string[] Hosted = [Synchronizers.NullMessage, Synchronizers.Window];

    public RunSummary Run(Topology topology, CancellationToken cancel = default)
    {
        var state = new RunState(topology);
        state.Start();
        if (options.Workers == 1)
        {
            Continue(state, Synchronizers.Sequential, long.MaxValue, cancel);
            return state.Summarize(Synchronizers.Sequential);
        }

        Continue(state, Synchronizers.Sequential, WarmUpEvents, cancel);
        var best = Choose(state, cancel);
        if (!IsOver(state, cancel))
        {
            Continue(state, best, long.MaxValue, cancel);
        }

        return state.Summarize(best);
    }

    private string Choose(RunState state, CancellationToken cancel)
    {
        Cost alone = new(), together = new();
        var isCoarse = state.Topology.Processes.Any(p => p.IsCoarseGrained);
        for (var turn = 0; turn < MostTurns && together.PerEvent > alone.PerEvent * ClearGain; turn++)
        {
            Measure(state, Synchronizers.Sequential, EventsPerTurn, ref alone, cancel);
            if (isCoarse)
            {
                Measure(state, Synchronizers.ForkJoin, EventsPerTurn, ref together, cancel);
            }
        }

        var (best, least) = together.PerEvent < alone.PerEvent
            ? (Synchronizers.ForkJoin, together.PerEvent)
            : (Synchronizers.Sequential, alone.PerEvent);
        if (least <= alone.PerEvent * ClearGain)
        {
            return best;
        }

        foreach (var candidate in Hosted)
        {
            var cost = new Cost();
            Measure(state, candidate, HostedEvents, ref cost, cancel);
            if (cost.PerEvent < least)
            {
                (best, least) = (candidate, cost.PerEvent);
            }
        }

        return best;
    }

    private void Measure(RunState state, string candidate, long events, ref Cost cost, CancellationToken cancel)
    {
        if (IsOver(state, cancel))
        {
            return;
        }

        var (eventsBefore, busyBefore) = (state.Events, state.Busy);
        Continue(state, candidate, events, cancel);
        cost.Events += state.Events - eventsBefore;
        cost.Seconds += (state.Busy - busyBefore).TotalSeconds;
    }

    private static bool IsOver(RunState state, CancellationToken cancel) => state.Done || cancel.IsCancellationRequested;

    private void Continue(RunState state, string synchronizer, long maxEvents, CancellationToken cancel)
    {
        switch (synchronizer)
        {
            case Synchronizers.Sequential:
                new SequentialEngine(state).Run(maxEvents, cancel);
                break;
            case Synchronizers.ForkJoin:
                ForkJoinSynchronizer.Continue(state, options, maxEvents, cancel);
                break;
            default:
                var promises = synchronizer == Synchronizers.NullMessage;
                HostedSynchronizer.Continue(state, () => new ActorScheduler(options, state.Topology), promises, maxEvents, cancel);
                break;
        }
    }

    private struct Cost
    {
        public long Events;
        public double Seconds;

        /// <summary>Seconds; without events more than any other.</summary>
        public readonly double PerEvent => Events == 0 ? double.MaxValue : Seconds / Events;
    }
}
