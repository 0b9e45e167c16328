using ActorSim.Actors.Core;

namespace ActorSim.Cli.Timeline;

/// <summary>
/// Arrows from load to compute to store: to each operation and each write from the slice that it waited for last. Slices are kept while their
/// work-item is on its core.
/// </summary>
internal sealed class FlowArrows(TimelineJson json, int cores)
{
    private readonly Dictionary<long, Dictionary<int, SlicePlace>>[] _slices =
        [.. Enumerable.Range(0, cores).Select(_ => new Dictionary<long, Dictionary<int, SlicePlace>>())];

    /// <summary>The slice of an instruction, with the arrow that leads to it.</summary>
    public void Add(in CoreEvent e, SlicePlace slice)
    {
        var items = _slices[e.Core];
        if (!items.TryGetValue(e.Ordinal, out var item))
        {
            items.Add(e.Ordinal, item = []);
        }

        item[e.Instruction] = slice;
        if (e.Kind != InstructionKind.Load && e.After >= 0 && item.TryGetValue(e.After, out var before))
        {
            json.Arrow(in before, in slice);
        }
    }

    /// <summary>A work-item has retired.</summary>
    public void Forget(in CoreEvent retired) => _slices[retired.Core].Remove(retired.Ordinal);
}

/// <summary>Where a slice stands, in core cycles.</summary>
internal readonly record struct SlicePlace(int Process, int Lane, long From, long To);
