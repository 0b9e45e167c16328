using System.Numerics;
using System.Runtime.CompilerServices;
using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Controller;

/// <summary>
/// What the channels of commands have in common: the front queue, the buffers' slots, answers, and time. An event-driven state machine that
/// visits a cycle only if a request enters or a command may issue in it; for every source of activity it keeps a lower bound of the
/// next such cycle. Results do not depend on how Advance is cut into horizons. Which command issues is the derived class's.
/// </summary>
public abstract unsafe class DramChannel : IDramController
{
    private protected const int Never = int.MaxValue;

    // Relative times stay below 2^30 + the longest constraint, so that sums cannot overflow.
    private protected const int RebaseSpan = 1 << 30;

    // Keys hold 25 bits of sequence number; renumbering much earlier costs nothing and happens in tests too.
    private protected const int MaxSequence = (1 << 20) - 1;
    private const int FilterSize = 1024;

    private protected readonly DramStandard _standard;
    private protected readonly IAddressMap _map;
    private protected readonly DramCommandLog? _log;
    private protected readonly DramChannelStats _stats = new();
    private protected readonly FrontQueue _front = new();
    private protected readonly AnswerQueue _answers;
    private protected readonly RequestSlot[] _slotMemory;
    private protected readonly RequestSlot* _slots;
    private protected readonly int[] _freeSlots, _renumberSlots;
    private protected readonly byte[] _writeFilter = new byte[FilterSize];
    private protected readonly int _drainStart, _drainStop, _readLatency;
    private readonly int _offset, _offers;

    private protected int _free;
    private protected int _sequence;
    private protected int _blocked = -1;
    private protected long _now, _horizon, _base, _occupancy, _standby;
    private protected long _end = long.MaxValue;
    private protected int _offerAt = Never, _columnAt, _rowAt, _refreshAt = Never, _unsettledFrom = Never;

    private protected DramChannel(DramStandard standard, IAddressMap map, ChannelQueues queues, int lanes, DramCommandLog? log)
    {
        (_standard, _map, _log) = (standard, map, log);
        _answers = new AnswerQueue(queues.OneAnswerPerCycle);
        var slots = queues.ReadEntries + queues.WriteEntries + lanes;
        _slotMemory = GC.AllocateArray<RequestSlot>(slots, pinned: true);
        _slots = (RequestSlot*)Unsafe.AsPointer(ref _slotMemory[0]);
        _freeSlots = new int[slots];
        _renumberSlots = new int[slots];
        for (var i = 0; i < slots; i++)
        {
            _freeSlots[i] = i;
            _slots[i].Lane = -1;
        }

        _free = slots;
        _offset = BitOperations.Log2((uint)standard.RequestBytes);
        _readLatency = standard.ReadLatency;
        _offers = queues.OffersPerCycle;
        (_drainStart, _drainStop) = (queues.DrainStartWrites, queues.DrainStopWrites);
    }

    /// <inheritdoc/>
    public DramChannelStats Stats
    {
        get
        {
            CompletionBuffer none = default;

            // Refreshes of a quiet time, which end with no completion.
            RunTo(_horizon, restsWhenQuiet: false, ref none);
            _stats.QueueOccupancyCycles = _occupancy + Buffered * _now;
            _stats.BusyDataCycles = (_stats.Reads + _stats.Writes) * _standard.BurstCycles;
            _stats.ActiveStandbyCycles = StandbyCycles();
            return _stats;
        }
    }

    /// <inheritdoc/>
    public DramStandard Standard => _standard;

    /// <inheritdoc/>
    public IRequestObserver? Observer { get; set; }

    /// <inheritdoc/>
    public bool KeepsAnswers { get; set; } = true;

    /// <inheritdoc/>
    public long NextCycle => Math.Min(_answers.Next, NextWork);

    /// <summary>Requests in the read and write buffers.</summary>
    private protected abstract int Buffered { get; }

    /// <summary>It holds no request, in buffers or activated.</summary>
    private protected abstract bool IsIdle { get; }

    /// <summary>It holds no write, in front of it either.</summary>
    private protected abstract bool HoldsNoWrite { get; }

    private long NextWork
    {
        get
        {
            var offer = _front.Count > 0 && _blocked < 0 ? _front.Head.Cycle + 1 : long.MaxValue;
            if (!IsIdle) offer = Math.Min(offer, _base + Math.Min(Math.Min(_columnAt, _rowAt), _refreshAt));
            return Math.Max(offer, _horizon);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Enqueue(long cycle, long address, int tag, bool isWrite) => _front.Add(cycle, address, tag, isWrite);

    /// <inheritdoc/>
    public abstract bool TryOffer(long cycle, long address, int tag, bool isWrite, ref CompletionBuffer completions);

    /// <inheritdoc/>
    public long EarliestCompletion(long horizon)
    {
        var bound = Math.Min(_answers.Next, horizon + 1);
        var work = NextWork;
        return work == long.MaxValue ? bound : Math.Min(bound, HoldsNoWrite ? work + _readLatency : work);
    }

    /// <inheritdoc/>
    public void Advance(long horizon, ref CompletionBuffer completions)
    {
        if (horizon <= _horizon) return;
        _horizon = horizon;
        _answers.Begin(horizon, ref completions);
        RunTo(horizon, restsWhenQuiet: _log is null, ref completions);
        _answers.End(ref completions);
    }

    /// <inheritdoc/>
    public void Close(long cycle)
    {
        _horizon = Math.Max(_now, cycle);
        _end = cycle;
    }

    private protected void RunTo(long horizon, bool restsWhenQuiet, ref CompletionBuffer completions)
    {
        while (_now < horizon)
        {
            if (_now - _base >= RebaseSpan / 2) Rebase((int)(_now - _base));
            var end = Math.Min(horizon, _base + RebaseSpan);
            if (_front.Count > 0 && _blocked < 0) _offerAt = (int)Math.Clamp(_front.Head.Cycle + 1 - _base, (int)(_now - _base), Never);
            var reached = _base + Run((int)(_now - _base), (int)(end - _base), restsWhenQuiet, ref completions);
            _now = reached;
            if (reached < end) return;
        }
    }

    /// <summary>Visits the cycles from <paramref name="from"/> on. Where it came to: <paramref name="end"/>, or earlier where it rests: while it holds no
    /// request, so that what is counted when a run ends does not depend on how far ahead its horizon was.</summary>
    private protected abstract int Run(int from, int end, bool restsWhenQuiet, ref CompletionBuffer completions);

    /// <summary>Takes a request into its buffer; false: that is full.</summary>
    private protected abstract bool TryEnter(ref FrontQueue.Entry entry, int t, ref CompletionBuffer completions);

    /// <summary>Whether a write of this address waits in the write buffer.</summary>
    private protected abstract bool HoldsWrite(int bank, long address);

    /// <summary>Integral of ranks with an open row, to now.</summary>
    private protected abstract long StandbyCycles();

    /// <summary>All relative times become earlier by <paramref name="delta"/>.</summary>
    private protected virtual void Rebase(int delta)
    {
        _base += delta;
        for (var i = 0; i < _slotMemory.Length; i++) _slots[i].Arrive -= delta;
        Shift(ref _offerAt, delta);
        Shift(ref _columnAt, delta);
        Shift(ref _rowAt, delta);
        Shift(ref _unsettledFrom, delta);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected int NextTick() => Math.Min(Math.Min(_offerAt, _columnAt), Math.Min(_rowAt, _refreshAt));

    /// <summary>The requests that may enter in a cycle do.</summary>
    private protected void Offer(int t, ref CompletionBuffer completions)
    {
        var now = _base + t;
        for (var n = 0; n < _offers; n++)
        {
            if (_front.Count == 0 || _front.Head.Cycle >= now) break;
            if (!TryEnter(ref _front.Head, t, ref completions))
            {
                _blocked = _front.Head.IsWrite ? 1 : 0;
                _offerAt = Never;
                return;
            }

            _stats.FrontQueueCycles += now - _front.Head.Cycle;
            _front.Drop();
        }

        _offerAt = _front.Count == 0 ? Never : (int)Math.Clamp(_front.Head.Cycle + 1 - _base, t + 1, Never);
    }

    /// <summary>A slot for a request that enters in cycle t; its key and list are the caller's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected int Fill(in FrontQueue.Entry entry, int row, int lane, int t)
    {
        var index = _freeSlots[--_free];
        ref var slot = ref _slots[index];
        slot.Address = entry.Address;
        slot.Tag = entry.Tag;
        slot.Row = row;
        slot.Arrive = t;
        slot.Next = -1;
        slot.Lane = lane;
        slot.Activated = false;
        slot.IsWrite = entry.IsWrite;
        slot.Waited = (int)Math.Min(_base + t - entry.Cycle, int.MaxValue / 2);
        slot.Outcome = RowOutcome.Hit;
        _occupancy -= _base + t;
        if (entry.IsWrite) _writeFilter[FilterIndex(entry.Address)]++;
        return index;
    }

    /// <summary>Whether a buffered write may have this address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected bool MayMeetWrite(long address) => _writeFilter[FilterIndex(address)] != 0;

    /// <summary>A read is answered by, and a write absorbed by, a buffered write of the same address.</summary>
    private protected bool TryMeetWrite(ref FrontQueue.Entry entry, int t, ref CompletionBuffer completions)
    {
        if (!HoldsWrite(_map.Decode(entry.Address).Bank, entry.Address)) return false;
        var now = _base + t;
        if (entry.IsWrite)
        {
            // Offered before the controller's tick, so ahead of reads whose data come in this cycle.
            if (KeepsAnswers) _answers.AddWrite(now, now - 1, entry.Tag, ref completions);
            _stats.CoalescedWrites++;
        }
        else
        {
            if (KeepsAnswers) _answers.AddRead(now, entry.Tag);
            _stats.ForwardedReads++;
        }

        Observer?.OnServed(new ServedRequest(
            entry.Tag, entry.IsWrite, entry.IsWrite ? RowOutcome.Coalesced : RowOutcome.Forwarded, false, now - entry.Cycle, now));
        return true;
    }

    /// <summary>A request left its buffer in cycle t.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private protected void Leave(ref RequestSlot slot, int t)
    {
        _occupancy += _base + t + 1;
        if (slot.IsWrite) _writeFilter[FilterIndex(slot.Address)]--;
        if (_blocked != (slot.IsWrite ? 1 : 0)) return;
        _blocked = -1;
        _offerAt = t + 1;
    }

    private protected static void Shift(ref int time, int delta)
    {
        if (time != Never) time = Math.Max(time - delta, 0);
    }

    /// <summary>Address filter: a zero proves that no buffered write has the address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int FilterIndex(long address)
    {
        var line = (ulong)address >> _offset;
        return (int)((line ^ (line >> 10)) & (FilterSize - 1));
    }
}
