using System.Runtime.CompilerServices;
using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Devices;
using ActorSim.Dram.Setup;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Controller;

/// <summary>
/// HBM channel: FR-FCFS controller with a column and a row command slot per cycle, open row policy, write drain and all-bank
/// refresh, as an event-driven state machine. It visits a cycle only if a request enters or a command may issue in it; for every
/// source of activity it keeps a lower bound of the next such cycle. Results do not depend on how Advance is cut into horizons.
/// </summary>
public sealed unsafe partial class HbmChannel : DramChannel
{
    private const int MaxBanks = 64;
    private const int MaxEntries = 64;
    private const int FewLanes = 3;

    private readonly HbmControllerSpec _spec;
    private readonly RoBaRaCoChMap? _plainMap;
    private readonly BankTimes _times;
    private readonly RequestQueue _readQueue, _writeQueue;
    private readonly long[] _renumberKeys;
    private readonly LaneMemory _memory;
    private readonly int* _activeReadKeys, _activeWriteKeys, _activeSlots, _laneOf;
    private readonly long[] _standbySince;
    private int _group;
    private int _groupCycle = -1;
    private bool _sharedGroups;
    private ulong _activeReads, _activeWrites;

    // Read mode at the start; cycle 0 is visited to settle it.
    private bool _writeMode;
    private bool _sizesChanged = true;
    private int _pendingRefreshes, _refreshPc;
    private int _activeAt = Never;

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
        : this(Valid(standard, spec), spec, map, new BankTimes(standard), log)
    {
    }

    private HbmChannel(DramStandard standard, HbmControllerSpec spec, IAddressMap map, BankTimes times, DramCommandLog? log)
        : base(standard, map, spec.Queues, times.Count, log)
    {
        (_spec, _times) = (spec, times);
        _plainMap = map as RoBaRaCoChMap;
        var lanes = _times.Count;
        _renumberKeys = new long[_slotMemory.Length];
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
        _standbySince = new long[standard.PseudoChannels];
        if (spec.Refresh) _refreshAt = standard.Refi - 1;
    }

    private protected override int Buffered => _readQueue.Count + _writeQueue.Count;

    private protected override bool IsIdle => _readQueue.Count + _writeQueue.Count == 0 && (_activeReads | _activeWrites) == 0;

    private protected override bool HoldsNoWrite => _writeQueue.Count == 0 && _activeWrites == 0 && _front.Count == 0;

    private protected override int Run(int from, int end, bool restsWhenQuiet, ref CompletionBuffer completions)
    {
        for (var t = Math.Max(from, NextTick()); t < end; t = Math.Max(t + 1, NextTick()))
        {
            if ((t == _refreshAt || _pendingRefreshes != 0) && restsWhenQuiet && _front.Count == 0 && IsIdle) return t;
            Tick(t, end, ref completions);
        }

        return end;
    }

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

    private protected override bool HoldsWrite(int bank, long address) => _writeQueue.Holds(_laneOf[bank], address);

    private protected override void Rebase(int delta)
    {
        base.Rebase(delta);
        _times.Rebase(delta);
        Shift(ref _activeAt, delta);
        Shift(ref _refreshAt, delta);
        _groupCycle -= delta;
    }

    private static DramStandard Valid(DramStandard standard, HbmControllerSpec spec)
    {
        standard.Validate();
        spec.Validate();
        return standard.Banks <= MaxBanks && standard.Ranks == 1 && standard.Bus == CommandBus.SplitRowColumn ? standard
            : throw new ArgumentException($"{standard.Name}: {nameof(HbmChannel)} serves split command buses, one rank and at most {MaxBanks} banks");
    }
}
