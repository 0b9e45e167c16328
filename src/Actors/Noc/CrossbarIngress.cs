using System.Numerics;
using System.Runtime.CompilerServices;

namespace ActorSim.Actors.Noc;

/// <summary>
/// Arbitration at one destination of the crossbar. Each source has a FIFO to it; a packet is due <c>latency</c> cycles after its push,
/// or one cycle after the packet before it if that one still waits; the destination takes one due packet per cycle, round-robin over
/// sources starting after the last winner. No other destination matters, so each resolves its own traffic alone, and exactly.
/// Without latency (<see cref="CrossbarKind.Pipelined"/>: that is the link's) a push is an arrival, and what comes competes at once.
/// The owner steps it through the cycles in which something happens: pushes of a cycle first, then <see cref="TryTake"/>.
/// </summary>
public sealed class CrossbarIngress
{
    private readonly int _latency;
    private readonly int _words;
    private readonly int _ringMask;

    // By source: its first packet's node; 0 is none, so that what is never used is never touched.
    private readonly int[] _head;
    private readonly int[] _tail;
    private readonly ulong[] _due;
    private readonly ulong[] _ring;
    private readonly ulong[] _ringUsed;
    private Node[] _nodes = new Node[64];
    private int _freeNode;
    private int _nextSource;
    private int _dueCount;
    private int _ringCount;
    private int _driedSource = -1;
    private long _driedAt = -1;

    /// <param name="sources">Number of sources, at least 1; round-robin runs over 0 to sources - 1.</param>
    /// <param name="latency">Cycles, 0 to <see cref="CrossbarSpec.MaxLatencyCycles"/>.</param>
    public CrossbarIngress(int sources, int latency)
    {
        _latency = latency;
        _words = (sources + 63) / 64;
        var slots = Math.Max(64, (int)BitOperations.RoundUpToPowerOf2((uint)latency + 1));
        _ringMask = slots - 1;
        _head = new int[sources];
        _tail = new int[sources];
        _due = new ulong[_words];
        _ring = new ulong[slots * _words];
        _ringUsed = new ulong[slots / 64];
        LinkFreeNodes(1);
    }

    /// <summary>Packets that are pushed and not yet taken.</summary>
    public int Waiting { get; private set; }

    /// <summary>A packet lost the last arbitration, or stands behind one that won it: it competes in the next cycle.</summary>
    public bool IsDue => _dueCount > 0;

    /// <summary>The last packet taken was the last one of its source that is here.</summary>
    public bool RanDry { get; private set; }

    /// <summary>
    /// Stops at a cycle in which a source ran dry: one of its packets that is pushed later, for this cycle or one before, stood behind the one
    /// that was taken, and is due one cycle after it.
    /// </summary>
    public void StopDry(long cycle)
    {
        _driedSource = _nextSource == 0 ? _head.Length - 1 : _nextSource - 1;
        _driedAt = cycle;
    }

    /// <summary>Pushes a packet in <paramref name="cycle"/>: the cycle the owner stands at, or one that it has passed, if the packet is not due before
    /// the owner's next.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(long cycle, int source, long address, int tag)
    {
        if (_freeNode == 0)
        {
            Grow();
        }

        var n = _freeNode;
        ref var node = ref _nodes[n];
        _freeNode = node.Next;
        node.Address = address;
        node.Tag = tag;
        node.Next = 0;
        Waiting++;
        if (_head[source] > 0)
        {
            _nodes[_tail[source]].Next = n;
        }
        else
        {
            _head[source] = n;
            MarkRing(source == _driedSource && cycle <= _driedAt ? _driedAt + 1 : cycle + _latency, source);
        }

        _tail[source] = n;
    }

    /// <summary>Makes <paramref name="cycle"/> the present: packets due in it compete. Cycles may be skipped only if
    /// <see cref="NextCycle"/> is not among them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(long cycle, out CrossbarPacket packet)
    {
        var slot = (int)cycle & _ringMask;
        if ((_ringUsed[slot >> 6] & (1UL << slot)) != 0)
        {
            CollectDue(slot);
        }

        if (_dueCount == 0)
        {
            packet = default;
            return false;
        }

        var source = PickSource();
        var n = _head[source];
        ref var node = ref _nodes[n];
        packet = new CrossbarPacket(node.Address, node.Tag);
        _head[source] = node.Next;
        Waiting--;
        _nextSource = source + 1 == _head.Length ? 0 : source + 1;
        RanDry = node.Next == 0;
        if (RanDry)
        {
            // Otherwise the next one is due one cycle after this one was: it competes from the next cycle on.
            _due[source >> 6] &= ~(1UL << source);
            _dueCount--;
        }

        node.Next = _freeNode;
        _freeNode = n;
        return true;
    }

    /// <summary>The next cycle after <paramref name="cycle"/> in which a packet that is already here can be taken;
    /// <see cref="long.MaxValue"/> if there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long NextCycle(long cycle) => _dueCount > 0 ? cycle + 1
        : _ringCount == 0 ? long.MaxValue
        : _ringUsed.Length == 1 ? cycle + 1 + BitOperations.TrailingZeroCount(BitOperations.RotateRight(_ringUsed[0], (int)(cycle + 1)))
        : NextInRing(cycle);

    private long NextInRing(long cycle)
    {
        var start = (int)(cycle + 1) & _ringMask;
        var words = _ringUsed.Length;
        var word = start >> 6;
        var bits = _ringUsed[word] & (ulong.MaxValue << (start & 63));
        for (var i = 0; bits == 0 && i < words; i++)
        {
            word = word + 1 == words ? 0 : word + 1;
            bits = _ringUsed[word];
        }

        var slot = (word << 6) + BitOperations.TrailingZeroCount(bits);
        return cycle + 1 + ((slot - start) & _ringMask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void MarkRing(long cycle, int source)
    {
        var slot = (int)cycle & _ringMask;
        _ring[(slot * _words) + (source >> 6)] |= 1UL << source;
        _ringUsed[slot >> 6] |= 1UL << slot;
        _ringCount++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CollectDue(int slot)
    {
        _ringUsed[slot >> 6] &= ~(1UL << slot);
        if (_words > 1)
        {
            CollectWords(slot);
            return;
        }

        ref var bits = ref _ring[slot];
        var count = BitOperations.PopCount(bits);
        _due[0] |= bits;
        _dueCount += count;
        _ringCount -= count;
        bits = 0;
    }

    private void CollectWords(int slot)
    {
        for (var w = 0; w < _words; w++)
        {
            ref var bits = ref _ring[(slot * _words) + w];
            var count = BitOperations.PopCount(bits);
            _due[w] |= bits;
            _dueCount += count;
            _ringCount -= count;
            bits = 0;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int PickSource()
    {
        var word = _nextSource >> 6;
        var bits = _due[word] & (ulong.MaxValue << (_nextSource & 63));
        while (bits == 0)
        {
            word = word + 1 == _words ? 0 : word + 1;
            bits = _due[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    private void Grow()
    {
        var old = _nodes.Length;
        Array.Resize(ref _nodes, old * 2);
        LinkFreeNodes(old);
    }

    private void LinkFreeNodes(int from)
    {
        for (var i = from; i < _nodes.Length; i++)
        {
            _nodes[i].Next = i + 1 < _nodes.Length ? i + 1 : 0;
        }

        _freeNode = from;
    }

    private struct Node
    {
        public long Address;
        public int Tag;
        public int Next;
    }
}
