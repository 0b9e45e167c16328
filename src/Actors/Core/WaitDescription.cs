using System.Globalization;
using System.Text;
using ActorSim.Trace.Records;

namespace ActorSim.Actors.Core;

/// <summary>Says what the instructions of a core that does not proceed are waiting for.</summary>
internal static class WaitDescription
{
    private const int MaxLines = 4;

    public static string Of(CoreUnit core)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{core.Name} holds {core.Resident.Count} work-item(s):");
        foreach (var graph in core.Resident)
        {
            Append(text, core, graph);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, CoreUnit core, WorkItemGraph graph)
    {
        text.Append(CultureInfo.InvariantCulture,
            $" work-item {graph.WorkItem.Index} of kernel {graph.WorkItem.KernelId} ({graph.Program.Name}) has {graph.Unfinished} of {graph.Count} instructions unfinished;");
        var lines = 0;
        for (var i = 0; i < graph.Count && lines < MaxLines; i++)
        {
            // Ready, and not issued.
            if (graph[i].Pending == 0 && graph[i].IssueCycle == 0)
            {
                text.Append(' ').Append(Blocked(core, graph, i)).Append(';');
                lines++;
            }
        }
    }

    private static string Blocked(CoreUnit core, WorkItemGraph graph, int index)
    {
        ref readonly var i = ref graph[index];
        var what = string.Create(CultureInfo.InvariantCulture, $"instruction {index} ({i.Kind.ToString().ToLowerInvariant()}, record {i.Record})");
        return i.Version >= 0
            ? string.Create(CultureInfo.InvariantCulture,
                $"{what} waits for scratchpad: needs {i.Bytes} bytes, free {core.Spad.FreeBytes} of {core.Spad.CapacityBytes} (spad too small)")
            : i.Unit == ComputeUnit.Preload ? what + " waits for a weight slot" : what + " waits to be issued";
    }
}
