using ActorSim.Actors.Core;
using ActorSim.Actors.Protocol;

namespace ActorSim.Cli.Timeline;

/// <summary>Lets several listeners hear the same cores, in the order given.</summary>
public sealed class CoreListenerFanOut(params ICoreListener[] listeners) : ICoreListener
{
    public void OnScheduled(int core, long cycle, AssignedWorkItem item, WorkItemGraph graph) =>
        Array.ForEach(listeners, l => l.OnScheduled(core, cycle, item, graph));

    public void OnIssued(int core, long cycle, WorkItemGraph graph, int instruction) =>
        Array.ForEach(listeners, l => l.OnIssued(core, cycle, graph, instruction));

    public void OnInjected(int core, long cycle, WorkItemGraph graph, int instruction, long cycles) =>
        Array.ForEach(listeners, l => l.OnInjected(core, cycle, graph, instruction, cycles));

    public void OnDataReady(int core, long cycle, long firstCycle, WorkItemGraph graph, int instruction) =>
        Array.ForEach(listeners, l => l.OnDataReady(core, cycle, firstCycle, graph, instruction));

    public void OnFinished(int core, long cycle, WorkItemGraph graph, int instruction) =>
        Array.ForEach(listeners, l => l.OnFinished(core, cycle, graph, instruction));

    public void OnRetired(int core, long cycle, WorkItemGraph graph) => Array.ForEach(listeners, l => l.OnRetired(core, cycle, graph));

    public void OnStalled(int core, long cycle, StallCause cause) => Array.ForEach(listeners, l => l.OnStalled(core, cycle, cause));

    public void OnScratchpad(int core, long cycle, long usedBytes) => Array.ForEach(listeners, l => l.OnScratchpad(core, cycle, usedBytes));
}

/// <summary>Something that listens to the cores during a run and writes what it heard afterwards.</summary>
public interface ICoreListenerHost
{
    /// <summary>To be given to the machine.</summary>
    ICoreListener Listener { get; }

    /// <summary>Writes what was heard in a run of <paramref name="totalCycles"/> core cycles; also after a cancelled run.</summary>
    void Complete(long totalCycles);
}
