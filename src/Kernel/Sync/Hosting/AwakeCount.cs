using System.Runtime.InteropServices;

namespace ActorSim.Kernel;

/// <summary>How many hosts are awake. Alone on its cache line: every worker writes it, while all read what would lie beside it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 128)]
internal struct AwakeCount
{
    [FieldOffset(64)]
    private int _count;

    public void Set(int count) => Volatile.Write(ref _count, count);

    public void Increment() => Interlocked.Increment(ref _count);

    /// <summary>Returns true when nobody is awake any more.</summary>
    public bool Decrement() => Interlocked.Decrement(ref _count) == 0;
}
