namespace ActorSim.Kernel;

/// <summary>
/// Runs a stretch of the model under each synchronizer, measures the time per event, and ends the run with the fastest. Between
/// stretches everything stands still, so that the choice changes nothing but speed.
/// </summary>
public sealed class AutoSynchronizer(ParallelOptions options) : ISynchronizer
{
    // Long enough for the compilation of hot code not to matter; the making of actors is not measured.
    private const long WarmUpEvents = 50_000;
    private const long SampleEvents = 100_000;
    private static readonly string[] Candidates = [Synchronizers.Sequential, Synchronizers.NullMessage, Synchronizers.Window];

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
        var best = Synchronizers.Sequential;
        var least = double.MaxValue;
        foreach (var candidate in Candidates)
        {
            var cost = Measure(state, candidate, cancel);
            if (cost < least)
            {
                (best, least) = (candidate, cost);
            }
        }

        if (!state.Done && !cancel.IsCancellationRequested)
        {
            Continue(state, best, long.MaxValue, cancel);
        }

        return state.Summarize(best);
    }

    private double Measure(RunState state, string candidate, CancellationToken cancel)
    {
        if (state.Done || cancel.IsCancellationRequested)
        {
            return double.MaxValue;
        }

        var events = state.Events;
        var busy = state.Busy;
        Continue(state, candidate, SampleEvents, cancel);
        return (state.Busy - busy).TotalSeconds / Math.Max(1, state.Events - events);
    }

    private void Continue(RunState state, string synchronizer, long maxEvents, CancellationToken cancel)
    {
        if (synchronizer == Synchronizers.Sequential)
        {
            new SequentialEngine(state).Run(maxEvents, cancel);
        }
        else
        {
            var promises = synchronizer == Synchronizers.NullMessage;
            HostedSynchronizer.Continue(state, () => new ActorScheduler(options, state.Topology), promises, maxEvents, cancel);
        }
    }
}
