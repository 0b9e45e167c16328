using System.Runtime.CompilerServices;
using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Policies;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Controller;

/// <summary>
/// One DRAM channel of any standard with any scheduler, row policy, refresh policy and address map, as an event-driven state machine. It
/// visits a cycle only if a request enters, a command may issue or a refresh falls due; for every source of activity it keeps a lower
/// bound of the next such cycle. Results do not depend on how Advance is cut into horizons.
/// </summary>
public sealed unsafe partial class CommandChannel : IDramController
{
    private const int Never = int.MaxValue;

    // Relative times stay below 2^30 + the longest constraint, so that sums cannot overflow.
    private const int RebaseSpan = 1 << 30;
    private const int MaxSequence = (1 << 20) - 1;
    private const int FilterSize = 1024;

    private readonly DramStandard _standard;
    private readonly DramControllerSpec _spec;
    private readonly IAddressMap _map;
    private readonly IRequestScheduler _scheduler;
    private readonly DramCommandLog? _log;
    private readonly DramChannelStats _stats = new();
    private readonly FrontQueue _front = new();
    private readonly AnswerQueue _answers;
    private readonly CommandClock _clock;
    private readonly RefreshQueue _refreshes;
    private readonly ActiveRequests _active;
    private readonly BankQueue _readQueue, _writeQueue;
    private readonly RequestSlot[] _slotMemory;
    private readonly RequestSlot* _slots;
    private readonly int[] _freeSlots, _renumberKeys, _renumberSlots, _laneOf, _columns, _lastUse;
    private readonly long[] _standbySince;
    private readonly byte[] _writeFilter = new byte[FilterSize];
    private readonly int _offset, _drainStart, _drainStop, _readLatency, _offers, _keyShift, _keyMask, _closeIdle;
    private readonly bool _oneBus, _closes;

    private int _free;
    private int _sequence;
    private bool _writeMode;
    private int _blocked = -1;
    private long _now, _horizon, _base, _occupancy;
    private int _offerAt = Never, _columnAt, _rowAt, _refreshAt, _unsettledFrom = Never;

    /// <summary>A channel with empty queues and closed banks at cycle 0.</summary>
    /// <exception cref="ArgumentException">Fields of a specification contradict each other, or a policy is unknown.</exception>
    public CommandChannel(DramStandard standard, DramControllerSpec spec, DramCommandLog? log = null)
    {
        standard.Validate();
        spec.Validate();
        _standard = standard;
        _spec = spec;
        _log = log;
        _map = AddressMapCatalog.Create(spec.AddressMap, standard);
        _scheduler = SchedulerCatalog.Create(spec);
        _closeIdle = RowPolicyCatalog.Create(spec).IdleCycles;
        _closes = _closeIdle != Never;
        _refreshes = new RefreshQueue(RefreshCatalog.Create(spec.Refresh, standard));
        _answers = new AnswerQueue(spec.OneAnswerPerCycle);
        _clock = new CommandClock(standard);
        var lanes = _clock.Count;
        var slots = spec.ReadBufferEntries + spec.WriteBufferEntries + lanes;
        _slotMemory = GC.AllocateArray<RequestSlot>(slots, pinned: true);
        _slots = (RequestSlot*)Unsafe.AsPointer(ref _slotMemory[0]);
        _freeSlots = new int[slots];
        _renumberKeys = new int[slots];
        _renumberSlots = new int[slots];
        for (var i = 0; i < slots; i++)
        {
            _freeSlots[i] = i;
            _slots[i].Lane = -1;
        }

        _free = slots;
        _active = new ActiveRequests(_slots, _clock);
        _readQueue = new BankQueue(_slots, lanes);
        _writeQueue = new BankQueue(_slots, lanes);
        _laneOf = Enumerable.Range(0, standard.Banks).Select(b => CommandClock.LaneOf(standard, b, _clock.PcLanes)).ToArray();
        _columns = new int[lanes];
        _lastUse = new int[lanes];
        _standbySince = new long[_clock.Ranks];
        Array.Fill(_standbySince, -1);
        _keyShift = Math.Max(6, System.Numerics.BitOperations.Log2((uint)lanes - 1) + 1);
        _keyMask = (1 << _keyShift) - 1;
        _offset = System.Numerics.BitOperations.Log2((uint)standard.RequestBytes);
        _readLatency = standard.ReadLatency;
        _offers = spec.OffersPerCycle;
        _drainStart = spec.DrainStartWrites;
        _drainStop = spec.DrainStopWrites;
        _oneBus = standard.Bus == CommandBus.Single;
        SetRefreshAt();
    }

    /// <inheritdoc/>
    public IRequestObserver? Observer { get; set; }

    /// <inheritdoc/>
    public bool KeepsAnswers { get; set; } = true;

    /// <inheritdoc/>
    public DramStandard Standard => _standard;

    /// <inheritdoc/>
    public DramChannelStats Stats
    {
        get
        {
            Settle();
            _stats.QueueOccupancyCycles = _occupancy + (_readQueue.Count + _writeQueue.Count) * _now;
            _stats.BusyDataCycles = (_stats.Reads + _stats.Writes) * _standard.BurstCycles;
            _stats.ActiveStandbyCycles = StandbyCycles();
            return _stats;
        }
    }

    /// <inheritdoc/>
    public long NextCycle => Math.Min(_answers.Next, NextWork);

    private bool IsIdle => _readQueue.Count + _writeQueue.Count + _active.Count == 0;

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
    public void Enqueue(long cycle, long address, int tag, bool isWrite) => _front.Add(cycle, address, tag, isWrite);

    /// <inheritdoc/>
    public long EarliestCompletion(long horizon)
    {
        var bound = Math.Min(_answers.Next, horizon + 1);
        var work = NextWork;
        if (work == long.MaxValue) return bound;
        var onlyReads = _stats.Writes + _stats.CoalescedWrites == _acceptedWrites && _front.Count == 0;
        return Math.Min(bound, onlyReads ? work + _readLatency : work);
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
    public bool TryOffer(long cycle, long address, int tag, bool isWrite, ref CompletionBuffer completions)
    {
        Advance(cycle, ref completions);
        if (_now < cycle) RunTo(cycle, restsWhenQuiet: false, ref completions);
        if (_now - _base >= RebaseSpan / 2) Rebase((int)(_now - _base));
        var entry = new FrontQueue.Entry { Cycle = cycle - 1, Address = address, Tag = tag, IsWrite = isWrite };
        var t = (int)(cycle - _base);
        if (t > _unsettledFrom) SettleUnvisited(t);
        if (!TryEnter(ref entry, t, ref completions)) return false;

        // The cycle is visited, if only to settle the mode.
        _columnAt = Math.Min(_columnAt, t);
        _rowAt = Math.Min(_rowAt, t);
        return true;
    }

    /// <inheritdoc/>
    public void Close(long cycle)
    {
        _horizon = Math.Max(_now, cycle);
        _end = cycle;
    }

    /// <summary>Catches up on the refreshes of a quiet time, which end with no completion.</summary>
    private void Settle()
    {
        CompletionBuffer none = default;
        RunTo(_horizon, restsWhenQuiet: false, ref none);
    }

    private void RunTo(long horizon, bool restsWhenQuiet, ref CompletionBuffer completions)
    {
        while (_now < horizon)
        {
            if (_now - _base >= RebaseSpan / 2) Rebase((int)(_now - _base));
            var end = Math.Min(horizon, _base + RebaseSpan);
            var reached = _base + Run((int)(_now - _base), (int)(end - _base), restsWhenQuiet, ref completions);
            _now = reached;
            if (reached < end) return;
        }
    }

    /// <summary>Where it came to: <paramref name="end"/>, or earlier where it rests. It rests while it holds no request, so that what is
    /// counted when a run ends does not depend on how far ahead its horizon was.</summary>
    private int Run(int from, int end, bool restsWhenQuiet, ref CompletionBuffer completions)
    {
        if (_front.Count > 0 && _blocked < 0) _offerAt = (int)Math.Clamp(_front.Head.Cycle + 1 - _base, from, Never);
        for (var t = Math.Max(from, NextTick()); t < end; t = Math.Max(t + 1, NextTick()))
        {
            if (restsWhenQuiet && _front.Count == 0 && IsIdle) return t;
            Tick(t, end, ref completions);
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextTick() => Math.Min(Math.Min(_offerAt, _columnAt), Math.Min(_rowAt, _refreshAt));

    /// <summary>One visited cycle: offers, refresh timer, then the command slots.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Tick(int t, int end, ref CompletionBuffer completions)
    {
        SettleUnvisited(t);
        if (t >= _offerAt) Offer(t, ref completions);
        if (t == _refreshAt) RefreshDue(t, end);
        WakeForMode(t);
        if (t >= _columnAt) ColumnSlot(t, ref completions);
        if (t >= _rowAt) RowSlot(t, ref completions);
        if (_refreshes.Waits || WantsWriteMode == _writeMode) return;
        if (_readQueue.Count + _writeQueue.Count == 0)
        {
            _unsettledFrom = t + 1;
            return;
        }

        WakeForMode(t + 1);
    }

    /// <summary>The slots settle the mode in every cycle, whether or not a command may issue in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WakeForMode(int t)
    {
        if (_refreshes.Waits || WantsWriteMode == _writeMode) return;
        _columnAt = Math.Min(_columnAt, t);
        _rowAt = Math.Min(_rowAt, t);
    }

    /// <summary>With empty buffers the mode settles in the first cycle in which nothing happens, which need not be visited for that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void SettleUnvisited(int t)
    {
        if (t > _unsettledFrom) _writeMode = true;
        _unsettledFrom = Never;
    }

    private void Rebase(int delta)
    {
        _base += delta;
        _clock.Rebase(delta);
        for (var i = 0; i < _slotMemory.Length; i++) _slots[i].Arrive -= delta;
        for (var lane = 0; lane < _lastUse.Length; lane++) _lastUse[lane] = Math.Max(_lastUse[lane] - delta, -RebaseSpan);
        Shift(ref _offerAt, delta);
        Shift(ref _columnAt, delta);
        Shift(ref _rowAt, delta);
        Shift(ref _unsettledFrom, delta);
        SetRefreshAt();
    }

    private static void Shift(ref int time, int delta)
    {
        if (time != Never) time = Math.Max(time - delta, 0);
    }
}
