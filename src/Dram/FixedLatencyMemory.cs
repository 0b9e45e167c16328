using ActorSim.Dram.Devices;

namespace ActorSim.Dram;

/// <summary>The simplest memory: one request per cycle, each answered a fixed number of cycles later, in order.</summary>
/// <param name="latencyCycles">DRAM cycles from entering the memory to the answer leaving it, &gt;= 0.</param>
public sealed class FixedLatencyMemory(long latencyCycles) : IDramDevice
{
    private CompletionBuffer _answers;

    // The answer to a request is known when it enters: nothing is ever pending here.
    public long NextCycle => long.MaxValue;

    public DramChannelStats Stats { get; } = new();

    public void Enqueue(long cycle, long address, int tag, bool isWrite)
    {
        _answers.Add(cycle + latencyCycles, tag);
        if (isWrite)
        {
            Stats.Writes++;
        }
        else
        {
            Stats.Reads++;
            Stats.ReadLatencySumCycles += latencyCycles;
            Stats.ReadLatencyMaxCycles = latencyCycles;
        }

        Stats.BusyDataCycles++;
    }

    public void Advance(long horizon, ref CompletionBuffer completions)
    {
        if (completions.Count == 0)
        {
            (completions, _answers) = (_answers, completions);
            return;
        }

        for (var i = 0; i < _answers.Count; i++)
        {
            completions.Add(_answers.Cycles[i], _answers.Tags[i]);
        }

        _answers.Clear();
    }

    // All it counts was counted when the requests entered.
    public void Close(long cycle)
    {
    }

    public long EarliestCompletion(long horizon) => horizon + latencyCycles;
}
