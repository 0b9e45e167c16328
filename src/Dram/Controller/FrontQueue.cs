using System.Numerics;
using System.Runtime.CompilerServices;

namespace ActorSim.Dram.Controller;

/// <summary>Unbounded first-in first-out ring of requests that have not entered the controller.</summary>
internal sealed class FrontQueue
{
    private Entry[] _ring = new Entry[64];
    private int _first;

    /// <summary>A waiting request: the cycle it joined, its address, tag and direction.</summary>
    public struct Entry
    {
        public long Cycle;
        public long Address;
        public int Tag;
        public bool IsWrite;
    }

    public int Count { get; private set; }

    /// <summary>The oldest entry; only valid while Count is not 0.</summary>
    public ref Entry Head => ref _ring[_first];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(long cycle, long address, int tag, bool isWrite)
    {
        if (Count == _ring.Length) Grow();
        ref var entry = ref _ring[(_first + Count) & (_ring.Length - 1)];
        entry.Cycle = cycle;
        entry.Address = address;
        entry.Tag = tag;
        entry.IsWrite = isWrite;
        Count++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Drop()
    {
        _first = (_first + 1) & (_ring.Length - 1);
        Count--;
    }

    private void Grow()
    {
        var larger = new Entry[(int)BitOperations.RoundUpToPowerOf2((uint)_ring.Length + 1)];
        for (var i = 0; i < Count; i++) larger[i] = _ring[(_first + i) & (_ring.Length - 1)];
        _ring = larger;
        _first = 0;
    }
}
