using ActorSim.Actors.Core;

namespace ActorSim.Cli.Timeline;

/// <summary>
/// Lets through only what the timeline of a window may need, so that neither memory nor the spool grows with what happens outside of it. What
/// began before the window is held until it ends; of what only leaves a state behind (a unit's end, a counter), the last is held. Rather too
/// much passes than too little: <see cref="TimelineJson"/> writes what really overlaps.
/// </summary>
internal sealed class WindowFilter(ICoreEventSink next, TimelineWindow window, int cores) : ICoreEventSink
{
    private readonly CoreState[] _cores = [.. Enumerable.Range(0, cores).Select(_ => new CoreState())];

    public void Add(CoreEvent e)
    {
        var core = _cores[e.Core];
        switch (e.Tag)
        {
            case CoreEventTag.Scheduled:
                core.Resident.Add(e);
                break;
            case CoreEventTag.Retired:
                Retire(core, in e);
                break;
            case CoreEventTag.Issued when !e.IsFree:
                EndStall(core, in e);
                break;
            case CoreEventTag.Stalled:
                EndStall(core, in e);
                core.Stall = e;
                break;
            case CoreEventTag.Finished when e.Kind == InstructionKind.Compute:
                KeepLast(core, (CoreEventTag.Finished, TimelineLayout.LaneOf(in e)), in e, from: e.Cycle - e.BusyCycles);
                break;
            case CoreEventTag.Scratchpad:
                KeepLast(core, (CoreEventTag.Scratchpad, 0), in e, from: e.Cycle);
                break;
            case CoreEventTag.Injecting or CoreEventTag.Injected or CoreEventTag.FirstResponse or CoreEventTag.DataReady:
                Transfer(core, in e);
                break;
            default:
                break;
        }
    }

    /// <summary>Passes on what is still held; nothing may be added any more.</summary>
    /// <returns>Requests that each core had outstanding before the window; null if it had sent none by then.</returns>
    public long?[] Complete()
    {
        foreach (var core in _cores)
        {
            var held = core.Last.Values.Concat(core.Resident).Concat(core.Stall is { } stall ? [stall] : []);
            foreach (var e in held.Where(e => e.Cycle < window.To))
            {
                next.Add(e);
            }
        }

        return [.. _cores.Select(c => c.Outstanding)];
    }

    private void Retire(CoreState core, in CoreEvent e)
    {
        var ordinal = e.Ordinal;
        var at = core.Resident.FindIndex(r => r.Ordinal == ordinal);
        var scheduled = core.Resident[at];
        core.Resident.RemoveAt(at);
        if (window.Shows(scheduled.Cycle, e.Cycle))
        {
            next.Add(scheduled);
            next.Add(e);
        }
    }

    // What ends a stall may itself begin one, which passes when it has ended: here it only ends.
    private void EndStall(CoreState core, in CoreEvent e)
    {
        if (core.Stall is { } stall && window.Shows(stall.Cycle, e.Cycle))
        {
            next.Add(stall);
            next.Add(e with { Tag = CoreEventTag.Issued, Kind = InstructionKind.Barrier });
        }

        core.Stall = null;
    }

    private void KeepLast(CoreState core, (CoreEventTag, int) key, in CoreEvent e, long from)
    {
        if (e.Cycle < window.From)
        {
            core.Last[key] = core.Last.TryGetValue(key, out var last) && last.Cycle > e.Cycle ? last : e;
        }
        else if (from < window.To)
        {
            next.Add(e);
        }
    }

    private void Transfer(CoreState core, in CoreEvent e)
    {
        var isBeginning = e.Tag is CoreEventTag.FirstResponse or CoreEventTag.Injecting;
        var (from, to) = isBeginning ? (e.Cycle, e.OtherCycle) : (e.OtherCycle, e.Cycle);
        from = e.IsStore ? Math.Min(from, e.IssueCycle) : from;
        if (to >= window.From)
        {
            if (from < window.To)
            {
                next.Add(e);
            }
        }
        else if (!isBeginning)
        {
            core.Outstanding = (core.Outstanding ?? 0) + (e.Tag == CoreEventTag.Injected ? e.Requests : -e.Requests);
        }
    }

    private sealed class CoreState
    {
        public List<CoreEvent> Resident { get; } = [];

        public CoreEvent? Stall { get; set; }

        /// <summary>Of each lane and of the scratchpad, the last event before the window.</summary>
        public SortedDictionary<(CoreEventTag Tag, int Lane), CoreEvent> Last { get; } = [];

        public long? Outstanding { get; set; }
    }
}
