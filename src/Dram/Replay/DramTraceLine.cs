namespace ActorSim.Dram.Replay;

/// <summary>One line of a memory trace: a request of 64 bytes, offered from <paramref name="Cycle"/> (DRAM cycles) on.</summary>
public readonly record struct DramTraceLine(long Address, bool IsWrite, long Cycle)
{
    /// <summary>Bytes that one line reads or writes.</summary>
    public const int Bytes = 64;
}
