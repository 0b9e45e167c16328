namespace ActorSim.Dram.Replay;

/// <summary>Lines in memory: what a benchmark replays, so that reading is not measured.</summary>
public sealed class ArrayTrace(DramTraceLine[] lines) : IDramTraceSource
{
    private int _next;

    /// <inheritdoc/>
    public bool TryRead(out DramTraceLine line)
    {
        var i = _next;
        if (i >= lines.Length)
        {
            line = default;
            return false;
        }

        _next = i + 1;
        line = lines[i];
        return true;
    }

    /// <inheritdoc/>
    public DramTraceException Refuse(string problem) => new($"line {_next}: {problem}");
}
