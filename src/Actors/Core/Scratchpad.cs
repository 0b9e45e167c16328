namespace ActorSim.Actors.Core;

/// <summary>Bytes of a core's scratchpad in use. One pool for all work-items of the core.</summary>
internal sealed class Scratchpad(long capacityBytes)
{
    public long CapacityBytes { get; } = capacityBytes;

    public long UsedBytes { get; private set; }

    public long HighWaterBytes { get; private set; }

    public long FreeBytes => CapacityBytes - UsedBytes;

    public void Charge(WorkItemGraph graph, in Instruction i)
    {
        if (i.Version >= 0)
        {
            graph.Held[i.Version] += i.Bytes;
            UsedBytes += i.Bytes;
            HighWaterBytes = Math.Max(HighWaterBytes, UsedBytes);
        }
    }

    public void FreeLastReads(WorkItemGraph graph, in Instruction i)
    {
        for (var e = i.FreesHead; e >= 0; e = graph.Edge(e).Next)
        {
            ref var held = ref graph.Held[graph.Edge(e).Value];
            UsedBytes -= held;
            held = 0;
        }
    }
}
