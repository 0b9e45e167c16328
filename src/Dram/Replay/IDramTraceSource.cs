namespace ActorSim.Dram.Replay;

/// <summary>Lines of a memory trace, one after the other.</summary>
public interface IDramTraceSource
{
    /// <returns>False at the end.</returns>
    /// <exception cref="DramTraceException">The line is malformed.</exception>
    bool TryRead(out DramTraceLine line);

    /// <summary>A refusal of the line that was read last.</summary>
    DramTraceException Refuse(string problem);
}

/// <summary>One line of a memory trace: a request of 64 bytes, offered from <paramref name="Cycle"/> (DRAM cycles) on.</summary>
public readonly record struct DramTraceLine(long Address, bool IsWrite, long Cycle)
{
    /// <summary>Bytes that one line reads or writes.</summary>
    public const int Bytes = 64;
}

/// <summary>A memory trace cannot be replayed; the message names file, line and problem.</summary>
public sealed class DramTraceException(string message, Exception? inner = null) : Exception(message, inner);
