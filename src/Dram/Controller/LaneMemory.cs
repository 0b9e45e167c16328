using System.Runtime.CompilerServices;

namespace ActorSim.Dram.Controller;

/// <summary>Pinned, 64-byte aligned integers that live as long as this object; pointers into it need no further pinning.</summary>
internal sealed unsafe class LaneMemory
{
    private readonly int[] _backing;
    private int* _free;
    private readonly int* _end;

    public LaneMemory(int capacity)
    {
        _backing = GC.AllocateArray<int>(capacity + 16, pinned: true);
        var first = (nint)Unsafe.AsPointer(ref _backing[0]);
        _free = (int*)((first + 63) & ~(nint)63);
        _end = _free + capacity;
    }

    /// <summary><paramref name="count"/> integers set to <paramref name="value"/>, aligned to 64 bytes.</summary>
    public int* Take(int count, int value)
    {
        var taken = _free;
        _free += (count + 15) & ~15;
        if (_free > _end) throw new InvalidOperationException($"lane memory of {_backing.Length} integers is too small");
        new Span<int>(taken, count).Fill(value);
        return taken;
    }
}
