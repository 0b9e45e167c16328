using System.Globalization;

namespace ActorSim.Cli.Timeline;

/// <summary>
/// The memory's process: reads from their first answer to their last, writes from issue to the end of their data (their acknowledgements,
/// for which nobody waits, are not drawn), on as many lanes as overlap; and the bandwidth that follows from them: bytes spread evenly over
/// the time in which they move.
/// </summary>
internal sealed class MemoryTrack(TimelineJson json, int process, long coreHz)
{
    private const int FirstReadLane = 1;
    private const int FirstWriteLane = 10_000;
    private readonly List<long> _readFreeAt = [];
    private readonly List<long> _writeFreeAt = [];
    private decimal _readBytesPerCycle;
    private decimal _writeBytesPerCycle;

    public void Begin() => json.Name(process, 0, "memory");

    /// <summary>First answer of a read, first data of a write.</summary>
    /// <returns>Its slice.</returns>
    public SlicePlace Begin(in CoreEvent e, string tensor, string colour)
    {
        var end = End(e.Cycle, e.OtherCycle);
        var from = e.IsStore ? Math.Min(e.IssueCycle, e.Cycle) : e.Cycle;
        var slice = new SlicePlace(process, Lane(e.IsStore, from, end), from, end);
        json.Slice(process, slice.Lane, tensor, e.IsStore ? "write" : "read", colour, from, end, in e);
        Change(e.IsStore, e.Cycle, Rate(in e, e.Cycle, e.OtherCycle));
        return slice;
    }

    /// <summary>Last answer of a read, last data of a write.</summary>
    public void End(in CoreEvent e) => Change(e.IsStore, e.Cycle, -Rate(in e, e.OtherCycle, e.Cycle));

    // A transfer of one request is one cycle long.
    private static long End(long first, long ready) => Math.Max(ready, first + 1);

    // Rounded once, so that adding and taking away leave nothing.
    private static decimal Rate(in CoreEvent e, long first, long ready) => Math.Round((decimal)e.Bytes / (End(first, ready) - first), 9);

    private int Lane(bool store, long from, long to)
    {
        var lanes = store ? _writeFreeAt : _readFreeAt;
        var first = store ? FirstWriteLane : FirstReadLane;
        var lane = lanes.FindIndex(free => free <= from);
        if (lane < 0)
        {
            lane = lanes.Count;
            lanes.Add(0);
            json.Name(process, first + lane, string.Create(CultureInfo.InvariantCulture, $"DRAM {(store ? "write" : "read")} {lane}"));
        }

        lanes[lane] = to;
        return first + lane;
    }

    private void Change(bool store, long cycle, decimal bytesPerCycle)
    {
        ref var rate = ref store ? ref _writeBytesPerCycle : ref _readBytesPerCycle;
        rate += bytesPerCycle;
        var name = store ? "DRAM write bandwidth" : "DRAM read bandwidth";
        json.Counter(process, name, "GB/s", cycle, Math.Round(rate * coreHz / 1_000_000_000m, 3));
    }
}
