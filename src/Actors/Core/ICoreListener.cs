using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Core;

/// <summary>
/// Hears what happens on the cores, for logs and timelines. Cycles are labels as logged (docs/timing.md). Calls for one core come
/// from one thread at a time; calls for different cores may come at once. Data-ready calls may precede calls with earlier cycles.
/// </summary>
public interface ICoreListener
{
    void OnScheduled(int core, long cycle, AssignedWorkItem item, WorkItemGraph graph);

    void OnIssued(int core, long cycle, WorkItemGraph graph, int instruction);

    /// <summary>All requests of a transfer are injected; it took <paramref name="cycles"/>.</summary>
    void OnInjected(int core, long cycle, WorkItemGraph graph, int instruction, long cycles);

    /// <summary>The last answer arrived; the first one did in <paramref name="firstCycle"/>.</summary>
    void OnDataReady(int core, long cycle, long firstCycle, WorkItemGraph graph, int instruction);

    void OnFinished(int core, long cycle, WorkItemGraph graph, int instruction);

    void OnRetired(int core, long cycle, WorkItemGraph graph);

    /// <summary>Nothing could be issued; called when the cause changes.</summary>
    void OnStalled(int core, long cycle, StallCause cause);

    /// <summary>An issue changed the scratchpad's bytes in use to <paramref name="usedBytes"/>.</summary>
    void OnScratchpad(int core, long cycle, long usedBytes)
    {
    }
}
