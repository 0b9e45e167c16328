namespace ActorSim.Dram.Devices;

/// <summary>Growable list of (cycle, tag) that keeps its arrays when cleared, so that a warm buffer allocates nothing.</summary>
public struct CompletionBuffer
{
    private long[]? _cycles;
    private int[]? _tags;
    private int _count;

    /// <summary>Number of completions held.</summary>
    public readonly int Count => _count;

    /// <summary>DRAM cycles in which the answers leave the channel, increasing.</summary>
    public readonly ReadOnlySpan<long> Cycles => _cycles.AsSpan(0, _count);

    /// <summary>Tags of the requests, in the order of <see cref="Cycles"/>.</summary>
    public readonly ReadOnlySpan<int> Tags => _tags.AsSpan(0, _count);

    /// <summary>Appends one completion.</summary>
    public void Add(long cycle, int tag)
    {
        var n = _count;
        if (_cycles is null || n == _cycles.Length) Grow();
        _cycles![n] = cycle;
        _tags![n] = tag;
        _count = n + 1;
    }

    /// <summary>Forgets the completions and keeps the memory.</summary>
    public void Clear() => _count = 0;

    private void Grow()
    {
        var size = Math.Max(64, _count * 2);
        Array.Resize(ref _cycles, size);
        Array.Resize(ref _tags, size);
    }
}
