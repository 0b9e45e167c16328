using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Scheduler;

/// <summary>
/// What the resident work-items of one core may take of its scratchpad. Those of programs that bound their buffers state it, and share a
/// core if all of it fits (docs/scheduling.md). The others follow the recorded rule: a second one is admitted that states at most half.
/// </summary>
internal struct CoreRoom
{
    private readonly List<Resident> _residents = new(2);
    private long _boundedBytes;
    private int _unbounded;

    public CoreRoom()
    {
    }

    public void Add(AssignedWorkItem item)
    {
        var resident = new Resident(item.Program.Index, item.KernelId, item.Index, item.IsBounded ? item.SpadBytes : null);
        _residents.Add(resident);
        Change(resident, 1);
    }

    /// <summary>A work-item has retired, which must be one that was added.</summary>
    public void Remove(WorkItemRetired retired)
    {
        var at = _residents.FindIndex(r => r.Trace == retired.Trace && r.KernelId == retired.KernelId && r.Index == retired.Index);
        Change(_residents[at], -1);
        _residents.RemoveAt(at);
    }

    /// <summary>Whether a work-item may join the one that is there.</summary>
    public readonly bool Admits(AssignedWorkItem item, CoreSpec core) => item.IsBounded
        ? _unbounded == 0 && item.SpadBytes <= core.SpadBytes - _boundedBytes
        : _unbounded > 0 && item.SpadBytes <= core.SharedSpadBytes;

    private void Change(Resident resident, int sign)
    {
        _boundedBytes += sign * (resident.BoundedBytes ?? 0);
        _unbounded += resident.BoundedBytes is null ? sign : 0;
    }

    /// <summary>A work-item, and the bytes that it is bounded to; null if it is not.</summary>
    private readonly record struct Resident(int Trace, int KernelId, int Index, long? BoundedBytes);
}
