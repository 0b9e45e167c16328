using ActorSim.Actors.Core;

namespace ActorSim.Actors.Scheduler;

/// <summary>
/// What the resident work-items of one core may take of its scratchpad. Those of programs that bound their buffers state it, and share a
/// core if all of it fits (docs/scheduling.md). The others follow the recorded rule: a second one is admitted that states at most half.
/// </summary>
internal struct CoreRoom
{
    private long _boundedBytes;
    private int _unbounded;

    public void Add(AssignedWorkItem item) => Change(item, 1);

    public void Remove(AssignedWorkItem item) => Change(item, -1);

    /// <summary>Whether a work-item may join the one that is there.</summary>
    public readonly bool Admits(AssignedWorkItem item, long capacityBytes) => item.IsBounded
        ? _unbounded == 0 && item.SpadBytes <= capacityBytes - _boundedBytes
        : _unbounded > 0 && item.SpadBytes <= capacityBytes / 2;

    private void Change(AssignedWorkItem item, int sign)
    {
        _boundedBytes += item.IsBounded ? sign * item.SpadBytes : 0;
        _unbounded += item.IsBounded ? 0 : sign;
    }
}
