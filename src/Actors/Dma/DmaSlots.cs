using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dma;

/// <summary>The tag table: one slot per descriptor in flight. Slots are reused, so that tags stay small.</summary>
internal sealed class DmaSlots
{
    private Slot[] _slots = new Slot[16];
    private readonly Stack<int> _free = new();
    private int _used;

    /// <summary>Slots in use.</summary>
    public int InFlight => _used - _free.Count;

    public ref Slot this[int index] => ref _slots[index];

    /// <exception cref="InvalidOperationException">More descriptors in flight than a request's tag can tell apart.</exception>
    public int Rent(InstructionHandle handle, long requests)
    {
        if (!_free.TryPop(out var index))
        {
            index = _used++;
            if (index >= Noc.RequestTag.MaxSlots)
            {
                throw new InvalidOperationException($"more than {Noc.RequestTag.MaxSlots} DMA descriptors are in flight on one core");
            }

            if (index == _slots.Length)
            {
                Array.Resize(ref _slots, _slots.Length * 2);
            }
        }

        _slots[index] = new Slot
        {
            IsInUse = true,
            Handle = handle,
            Outstanding = requests,
            First = long.MaxValue,
            Last = -1,
        };
        return index;
    }

    /// <summary>Fewest outstanding answers of any descriptor in flight; very many if there is none.</summary>
    public long LeastOutstanding()
    {
        var least = long.MaxValue / 2;
        foreach (ref readonly var slot in _slots.AsSpan(0, _used))
        {
            if (slot.IsInUse)
            {
                least = Math.Min(least, slot.Outstanding);
            }
        }

        return least;
    }

    public void Return(int index)
    {
        _slots[index].IsInUse = false;
        _free.Push(index);
    }

    internal struct Slot
    {
        public bool IsInUse;
        public InstructionHandle Handle;
        public int LastPort;
        public long Outstanding;

        /// <summary>Interconnect cycle in which the first answer reached its port.</summary>
        public long First;

        /// <summary>The same of the last one so far, and <see cref="LastPort"/> the highest port of that cycle.</summary>
        public long Last;
    }
}
