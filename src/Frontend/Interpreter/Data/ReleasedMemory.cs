namespace ActorSim.Frontend.Interpreter.Data;

/// <summary>
/// Gives memory of tensors that are done back in time. The collector alone waits until a program has made as much again as it holds, or more: large
/// arrays are looked at last.
/// </summary>
internal sealed class ReleasedMemory(IReadOnlyList<DramTensor> tensors)
{
    private const long WorthWhile = 32 << 20;
    private long _bytes;

    /// <summary>No later kernel asks for these.</summary>
    public void Release(IEnumerable<int> done)
    {
        foreach (var tensor in done)
        {
            _bytes += tensors[tensor].HeldBytes;
            tensors[tensor].Release();
        }

        if (_bytes < WorthWhile || _bytes < tensors.Sum(t => t.HeldBytes) / 4) return;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        _bytes = 0;
    }
}
