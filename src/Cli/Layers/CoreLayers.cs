using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;

namespace ActorSim.Cli.Layers;

/// <summary>
/// One core's part of <see cref="LayerRecorder"/>: times by kernel. A stall is the oldest resident work-item's, that of a core without
/// work the next one's: what the core waited for is what that work-item waited for.
/// </summary>
internal sealed class CoreLayers
{
    private const long NotStalled = -1;
    private readonly Dictionary<(int Trace, int Kernel), LayerTimes> _times = [];
    private readonly List<AssignedWorkItem> _resident = [];
    private long _stalledFrom;
    private StallCause _cause = StallCause.Idle;

    public IReadOnlyDictionary<(int Trace, int Kernel), LayerTimes> Times => _times;

    public LayerTimes Of(WorkItemGraph graph) => Of(graph.Assigned);

    public void OnScheduled(long cycle, AssignedWorkItem item)
    {
        _resident.Add(item);
        Of(item).Begin(cycle);
    }

    public void OnIssued(long cycle)
    {
        EndStall(cycle);
        _stalledFrom = NotStalled;
    }

    public void OnStalled(long cycle, StallCause cause)
    {
        EndStall(cycle);
        (_stalledFrom, _cause) = (cycle, cause);
    }

    public void OnRetired(long cycle, AssignedWorkItem item)
    {
        EndStall(cycle);
        if (_stalledFrom != NotStalled) _stalledFrom = Math.Max(_stalledFrom, cycle);
        Of(item).Finish(cycle);
        _resident.Remove(item);
    }

    private void EndStall(long cycle)
    {
        // A core that ran empty is idle until it has work; that is booked when the stall ends, to the work that came.
        if (_stalledFrom != NotStalled && _stalledFrom < cycle && _resident.Count > 0)
            Of(_resident[0]).AddStall(_cause, cycle - _stalledFrom);
    }

    private LayerTimes Of(AssignedWorkItem item)
    {
        var key = (item.Program.Index, item.KernelId);
        if (!_times.TryGetValue(key, out var times)) _times.Add(key, times = new LayerTimes());
        return times;
    }
}
