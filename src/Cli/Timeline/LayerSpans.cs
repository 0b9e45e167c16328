using ActorSim.Actors.Protocol;

namespace ActorSim.Cli.Timeline;

/// <summary>From when to when each kernel had work-items on cores. Every core keeps its own: nothing is shared.</summary>
internal sealed class LayerSpans(int cores)
{
    private readonly Dictionary<(int Trace, int Kernel), LayerSpan>[] _cores = [.. Enumerable.Range(0, cores).Select(_ => new Dictionary<(int, int), LayerSpan>())];

    public void Begin(int core, long cycle, AssignedWorkItem item)
    {
        var key = (item.Program.Index, item.KernelId);
        _cores[core][key] = Of(core, key) is var span && span.From <= cycle ? span with { Open = span.Open + 1 } : span with { From = cycle, Open = span.Open + 1 };
    }

    public void End(int core, long cycle, AssignedWorkItem item)
    {
        var key = (item.Program.Index, item.KernelId);
        var span = Of(core, key);
        _cores[core][key] = span with { To = Math.Max(span.To, cycle), Open = span.Open - 1 };
    }

    /// <summary>All of them, by their beginning; those that have not ended last to the end of the run.</summary>
    public IEnumerable<((int Trace, int Kernel) Key, LayerSpan Span)> All(long totalCycles) =>
        from key in _cores.SelectMany(c => c.Keys).Distinct()
        let parts = _cores.Where(c => c.ContainsKey(key)).Select(c => c[key]).ToArray()
        let to = parts.Any(p => p.Open > 0) ? totalCycles : parts.Max(p => p.To)
        let span = new LayerSpan(parts.Min(p => p.From), to, 0)
        orderby span.From, span.To, key
        select (key, span);

    private LayerSpan Of(int core, (int, int) key) => _cores[core].GetValueOrDefault(key, new LayerSpan(long.MaxValue, 0, 0));
}

/// <summary>Core cycles of a kernel.</summary>
/// <param name="From">First work-item on a core.</param>
/// <param name="To">Last one retired.</param>
/// <param name="Open">Work-items that are on a core.</param>
internal readonly record struct LayerSpan(long From, long To, int Open);
