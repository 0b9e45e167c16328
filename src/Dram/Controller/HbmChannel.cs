using System.Runtime.CompilerServices;
using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Policies;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Controller;

/// <summary>
/// HBM channel: FR-FCFS controller with a column and a row command slot per cycle, open row policy, write drain and all-bank
/// refresh, as an event-driven state machine. It visits a cycle only if a request enters or a command may issue in it; for every
/// source of activity it keeps a lower bound of the next such cycle. Results do not depend on how Advance is cut into horizons.
/// </summary>
public sealed unsafe partial class HbmChannel : IDramController
{
    private const int Never = int.MaxValue;

    // Relative times stay below 2^30 + the longest constraint, so that sums cannot overflow.
    private const int RebaseSpan = 1 << 30;

    // Keys hold 25 bits of sequence number; renumbering much earlier costs nothing and happens in tests too.
    private const int MaxSequence = (1 << 20) - 1;
    private const int MaxBanks = 64;
    private const int MaxEntries = 64;
    private const int FewLanes = 3;
    private const int FilterSize = 1024;

    private readonly DramStandard _standard;
    private readonly HbmControllerSpec _spec;
    private readonly IAddressMap _map;
    private readonly RoBaRaCoChMap? _plainMap;
    private readonly DramCommandLog? _log;
    private readonly DramChannelStats _stats = new();
    private readonly FrontQueue _front = new();
    private readonly AnswerQueue _answers = new();
    private readonly BankTimes _times;
    private readonly RequestQueue _readQueue, _writeQueue;
    private readonly RequestSlot[] _slotMemory;
    private readonly RequestSlot* _slots;
    private readonly int[] _freeSlots, _renumberSlots;
    private readonly long[] _renumberKeys;
    private readonly LaneMemory _memory;
    private readonly int* _activeReadKeys, _activeWriteKeys, _activeSlots, _laneOf;
    private readonly byte[] _writeFilter = new byte[FilterSize];

    private readonly int _offset, _drainStart, _drainStop, _readLatency, _offers;

    private readonly long[] _standbySince;
    private long _standby;
    private long _end = long.MaxValue;
    private int _free;
    private int _sequence;
    private int _group;
    private int _groupCycle = -1;
    private bool _sharedGroups;
    private ulong _activeReads, _activeWrites;

    // Read mode at the start; cycle 0 is visited to settle it.
    private bool _writeMode;
    private bool _sizesChanged = true;
    private int _blocked = -1;
    private int _pendingRefreshes, _refreshPc;
    private long _now, _horizon, _base, _occupancy;
    private int _offerAt = Never, _columnAt, _activeAt = Never, _rowAt = Never, _refreshAt = Never, _unsettledFrom = Never;

    /// <summary>Whether this channel does what <see cref="CommandChannel"/> would do with these, its front queue included.</summary>
    public static bool Serves(DramStandard s, DramControllerSpec spec) =>
        spec is { OffersPerCycle: 1, OneAnswerPerCycle: true } && ServesOffers(s, spec);

    /// <summary>The same for a host that offers requests itself and keeps no answers.</summary>
    public static bool ServesOffers(DramStandard s, DramControllerSpec spec) =>
        s is { Bus: CommandBus.SplitRowColumn, Ranks: 1, Banks: <= MaxBanks, ColumnCommandCycles: 1, PrechargeCommandCycles: 1, RefreshCommandCycles: 1 }
        && (int)s.Ppd == 0 && (int)s.RpAll == 0 && (int)s.CcdWriteS == 0 && (int)s.CcdWriteL == 0
        && spec is { ReadBufferEntries: <= MaxEntries, WriteBufferEntries: <= MaxEntries }
        && spec is { Scheduler: SchedulerCatalog.FrFcfs, RowPolicy: RowPolicyCatalog.Open, Refresh: RefreshCatalog.AllBank or RefreshCatalog.None };

    /// <summary>A channel with empty queues and closed banks at cycle 0.</summary>
    /// <exception cref="ArgumentException">Fields of a specification contradict each other, or are beyond what this channel can do.</exception>
    public HbmChannel(DramStandard standard, HbmControllerSpec spec, IAddressMap map, DramCommandLog? log = null)
    {
        standard.Validate();
        spec.Validate();
        if (standard.Banks > MaxBanks || standard.Ranks > 1 || standard.Bus != CommandBus.SplitRowColumn)
        {
            throw new ArgumentException($"{standard.Name}: {nameof(HbmChannel)} serves split command buses, one rank and at most {MaxBanks} banks");
        }

        _standard = standard;
        _spec = spec;
        _map = map;
        _plainMap = map as RoBaRaCoChMap;
        _log = log;
        _times = new BankTimes(standard);
        var lanes = _times.Count;
        var slots = spec.ReadBufferEntries + spec.WriteBufferEntries + lanes;
        _slotMemory = GC.AllocateArray<RequestSlot>(slots, pinned: true);
        _slots = (RequestSlot*)Unsafe.AsPointer(ref _slotMemory[0]);
        _freeSlots = new int[slots];
        _renumberKeys = new long[slots];
        _renumberSlots = new int[slots];
        for (var i = 0; i < slots; i++)
        {
            _freeSlots[i] = i;
            _slots[i].Lane = -1;
        }

        _free = slots;
        _readQueue = new RequestQueue(_slots, lanes);
        _writeQueue = new RequestQueue(_slots, lanes);
        _memory = new LaneMemory(lanes * 4 + 64);
        _activeReadKeys = _memory.Take(lanes, Lanes.None);
        _activeWriteKeys = _memory.Take(lanes, Lanes.None);
        _activeSlots = _memory.Take(lanes, -1);
        _laneOf = _memory.Take(lanes, 0);
        var banks = standard.BankGroups * standard.BanksPerGroup;
        for (var bank = 0; bank < banks * standard.PseudoChannels; bank++)
            _laneOf[bank] = bank / banks * _times.PcLanes + bank % banks;
        _offset = System.Numerics.BitOperations.Log2((uint)standard.RequestBytes);
        _readLatency = standard.ReadLatency;
        _offers = spec.OffersPerCycle;
        _drainStart = spec.DrainStartWrites;
        _drainStop = spec.DrainStopWrites;
        _standbySince = new long[standard.PseudoChannels];
        if (spec.Refresh) _refreshAt = standard.Refi - 1;
    }

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
    public DramStandard Standard => _standard;

    /// <inheritdoc/>
    public IRequestObserver? Observer { get; set; }

    /// <inheritdoc/>
    public bool KeepsAnswers { get; set; } = true;

    /// <inheritdoc/>
    public long NextCycle => Math.Min(_answers.Next, NextWork);

    private bool IsIdle => _readQueue.Count + _writeQueue.Count == 0 && (_activeReads | _activeWrites) == 0;

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
    public long EarliestCompletion(long horizon)
    {
        var bound = Math.Min(_answers.Next, horizon + 1);
        var work = NextWork;
        if (work == long.MaxValue) return bound;
        var onlyReads = _writeQueue.Count == 0 && _activeWrites == 0 && _front.Count == 0;
        return Math.Min(bound, onlyReads ? work + _standard.ReadLatency : work);
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

    /// <summary>Where it came to: <paramref name="end"/>, or earlier where it rests. It rests before refreshes of a channel that holds
    /// no request, so that what is counted when a run ends does not depend on how far ahead its horizon was.</summary>
    private int Run(int from, int end, bool restsWhenQuiet, ref CompletionBuffer completions)
    {
        if (_front.Count > 0 && _blocked < 0) _offerAt = (int)Math.Clamp(_front.Head.Cycle + 1 - _base, from, Never);
        for (var t = Math.Max(from, NextTick()); t < end; t = Math.Max(t + 1, NextTick()))
        {
            if ((t == _refreshAt || _pendingRefreshes != 0) && restsWhenQuiet && _front.Count == 0 && IsIdle) return t;
            Tick(t, end, ref completions);
        }

        return end;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NextTick() => Math.Min(Math.Min(_offerAt, _columnAt), Math.Min(_rowAt, _refreshAt));

    /// <summary>One visited cycle, in the reference's order: offer, refresh timer, column slot, row slot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Tick(int t, int end, ref CompletionBuffer completions)
    {
        if (t >= _offerAt) Offer(t, ref completions);
        if (t == _refreshAt) RefreshDue(t, end);
        if (_sizesChanged) UpdateMode(t);
        if (t >= _columnAt) Column(t, ref completions);
        if (_sizesChanged) UpdateMode(t);
        if (t >= _rowAt) Row(t);
        if (_sizesChanged) WakeForMode(t);
    }

    private void Rebase(int delta)
    {
        _base += delta;
        _times.Rebase(delta);
        for (var i = 0; i < _slotMemory.Length; i++) _slots[i].Arrive -= delta;
        Shift(ref _offerAt, delta);
        Shift(ref _columnAt, delta);
        Shift(ref _activeAt, delta);
        Shift(ref _rowAt, delta);
        Shift(ref _refreshAt, delta);
        Shift(ref _unsettledFrom, delta);
        _groupCycle -= delta;
    }

    private static void Shift(ref int time, int delta)
    {
        if (time != Never) time = Math.Max(time - delta, 0);
    }
}
