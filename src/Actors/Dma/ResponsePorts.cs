using System.Runtime.CompilerServices;
using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dma;

/// <summary>The receiving side of a core's ports: each takes one answer per interconnect cycle. What differs is which port an answer comes to.</summary>
internal abstract class ResponsePorts(DmaSlots slots)
{
    private readonly List<int> _completed = [];

    /// <summary>Slots whose last answer has been taken since <see cref="ClearCompleted"/>.</summary>
    public IReadOnlyList<int> Completed => _completed;

    public void ClearCompleted() => _completed.Clear();

    /// <summary>Answers of other channels may come to the ports of <paramref name="channel"/>'s answers: they are served by <see cref="Drain"/>.</summary>
    public abstract bool IsShared(int channel);

    /// <summary>No channel has a port for itself: everything is served by <see cref="Drain"/>.</summary>
    public abstract bool AreAllShared { get; }

    /// <summary>Takes a batch over, to be served when its time has come.</summary>
    public abstract void Learn(ResponseBatch batch);

    /// <summary>Serves all that is known at the port that <paramref name="channel"/>, not shared, has for itself.</summary>
    public abstract void TakeAll(int channel);

    /// <summary>Runs the shared ports through all interconnect cycles before <paramref name="horizon"/>.</summary>
    /// <returns>The first cycle, at or after the horizon, in which something that is known may be taken; <see cref="long.MaxValue"/> if none.</returns>
    public abstract long Drain(long horizon);

    /// <summary>An answer for slot <paramref name="index"/> has come to <paramref name="port"/>; its port has it in <paramref name="cycle"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(int index, long cycle, int port)
    {
        ref var slot = ref slots[index];
        slot.First = Math.Min(slot.First, cycle);
        if (cycle > slot.Last)
        {
            slot.Last = cycle;
            slot.LastPort = port;
        }
        else if (cycle == slot.Last && port > slot.LastPort)
        {
            slot.LastPort = port;
        }

        if (--slot.Outstanding == 0)
        {
            _completed.Add(index);
        }
    }
}
