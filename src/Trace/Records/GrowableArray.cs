using System.Runtime.CompilerServices;

namespace ActorSim.Trace.Records;

/// <summary>An array that grows by doubling and is emptied without giving its memory back, so that reuse allocates nothing.</summary>
internal struct GrowableArray<T>
    where T : unmanaged
{
    private T[] _items;

    public GrowableArray(int capacity)
    {
        _items = new T[capacity];
        Count = 0;
    }

    public int Count { get; private set; }

    public readonly int Capacity => _items.Length;

    public readonly ReadOnlySpan<T> Span => _items.AsSpan(0, Count);

    public readonly ref T this[int index] => ref _items[index];

    public readonly ReadOnlySpan<T> Slice(int start, int count) => _items.AsSpan(start, count);

    public readonly Span<T> MutableSlice(int start, int count) => _items.AsSpan(start, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T item)
    {
        if ((uint)Count >= (uint)_items.Length)
            Grow(1);
        _items[Count++] = item;
    }

    /// <summary>Adds one default element and returns a reference to it, valid until the next addition.</summary>
    public ref T AddSlot()
    {
        if ((uint)Count >= (uint)_items.Length)
            Grow(1);
        ref T slot = ref _items[Count++];
        slot = default;
        return ref slot;
    }

    /// <summary>Adds the elements and returns the index of the first.</summary>
    public int AddRange(ReadOnlySpan<T> items)
    {
        int start = Count;
        items.CopyTo(Reserve(items.Length));
        return start;
    }

    /// <summary>Adds <paramref name="count"/> elements for the caller to fill.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> Reserve(int count)
    {
        if (_items.Length - Count < count)
            Grow(count);
        Span<T> added = _items.AsSpan(Count, count);
        Count += count;
        return added;
    }

    /// <summary>Drops everything from <paramref name="count"/> on.</summary>
    public void Truncate(int count) => Count = count;

    private void Grow(int more) => Array.Resize(ref _items, Math.Max(checked(Count + more), checked(_items.Length * 2)));
}
