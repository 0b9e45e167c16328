using System.Globalization;
using ActorSim.Actors.Protocol;
using ActorSim.Trace.Records;

namespace ActorSim.Actors.Core;

/// <summary>
/// Decides whether a trace can freeze on a core of this kind (docs/scheduling.md). Work-items of programs that bound their buffers cannot if
/// each fits the scratchpad. Others are run without time, alone and with the one that comes to the core before them, in several orders
/// of ending; of work-items that look alike the first is tried.
/// </summary>
/// <param name="core">The core.</param>
/// <param name="cores">How many of them take work-items in turn.</param>
/// <param name="exploreAll">Tries work-items of bounded programs, too.</param>
public sealed class FreezeCheck(CoreSpec core, int cores, bool exploreAll = false)
{
    private readonly SpadFootprint _footprint = new();
    private readonly Dictionary<int, Queue<AssignedWorkItem>> _earlier = [];
    private readonly HashSet<(long, long)> _tried = [];

    /// <summary>Most bytes that a work-item may hold.</summary>
    public long MostBytes { get; private set; }

    /// <summary>Each work-item bounds what it holds.</summary>
    public bool IsBounded { get; private set; } = true;

    public void Buffer(TraceBuffer buffer) => _footprint.Add(buffer);

    /// <summary>Takes the work-item, which must not be returned before the check is forgotten; null, or how it can freeze.</summary>
    public string? WorkItem(WorkItem item, TraceProgram program)
    {
        var bytes = _footprint.Of(item);
        MostBytes = Math.Max(MostBytes, bytes);
        IsBounded &= program.IsBounded;
        if ((exploreAll || !program.IsBounded) && Explore(new AssignedWorkItem(item, program, 0)) is { } stuck) return stuck;
        return !program.IsBounded || bytes <= core.SpadBytes ? null : Name(item)
            + string.Create(CultureInfo.InvariantCulture, $" holds up to {bytes} bytes of scratchpad, the core has {core.SpadBytes}");
    }

    private string? Explore(AssignedWorkItem item)
    {
        if (!_earlier.TryGetValue(item.KernelId, out var earlier)) _earlier.Add(item.KernelId, earlier = new Queue<AssignedWorkItem>());
        earlier.Enqueue(item);
        if (Try([item]) is { } alone) return Name(item.Item) + " alone: " + alone;
        if (earlier.Count <= cores) return null;
        var before = earlier.Dequeue();
        return Share(before, item) && Try([before, item]) is { } both
            ? $"{Name(before.Item)} and {Name(item.Item)} on one core: {both}" : null;
    }

    private bool Share(AssignedWorkItem first, AssignedWorkItem second) => second.IsBounded
        ? first.SpadBytes + second.SpadBytes <= core.SpadBytes
        : second.SpadBytes <= core.SharedSpadBytes;

    private string? Try(IReadOnlyList<AssignedWorkItem> items)
    {
        if (!_tried.Add((Shape(items[0].Item), items.Count > 1 ? Shape(items[1].Item) : 0))) return null;
        foreach (var order in Enum.GetValues<EndOrder>())
            if (new UntimedCore(core, order).Run(items) is { } stuck) return stuck;
        return null;
    }

    private static string Name(WorkItem item) =>
        string.Create(CultureInfo.InvariantCulture, $"work-item {item.Index} of kernel {item.KernelId}");

    // Equal for work-items that differ only in where their data lie.
    private static long Shape(WorkItem item)
    {
        var hash = (ulong)item.KernelId + 1;
        foreach (ref readonly var record in item.Records)
        {
            Mix(ref hash, (long)record.Kind * 1024 + (record.Kind == RecordKind.Compute ? record.TileId : record.TagId));
            Mix(ref hash, record.Kind == RecordKind.Dma ? record.ElementBits * 4L + (record.IsLoad ? 2 : 0) + (record.IsAsync ? 1 : 0) : record.TagSlot);
            foreach (var d in item.Dims(in record)) Mix(ref hash, d);
            foreach (var b in item.Reads(in record)) Mix(ref hash, b);
            foreach (var b in item.Writes(in record)) Mix(ref hash, ~(long)b);
        }

        return (long)hash;
    }

    // FNV-1a's step, on words.
    private static void Mix(ref ulong hash, long word) => hash = (hash ^ (ulong)word) * 0x100000001B3;
}
