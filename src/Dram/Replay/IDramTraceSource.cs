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
