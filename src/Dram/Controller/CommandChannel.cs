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
public sealed unsafe partial class CommandChannel : DramChannel
{
    private readonly DramControllerSpec _spec;
    private readonly IRequestScheduler _scheduler;
    private readonly CommandClock _clock;
    private readonly RefreshQueue _refreshes;
    private readonly ActiveRequests _active;
    private readonly BankQueue _readQueue, _writeQueue;
    private readonly int[] _renumberKeys, _laneOf, _columns, _lastUse;
    private readonly long[] _standbySince;
    private readonly int _keyShift, _keyMask, _closeIdle;
    private readonly bool _oneBus, _closes;
    private bool _writeMode;

    /// <summary>A channel with empty queues and closed banks at cycle 0.</summary>
    /// <exception cref="ArgumentException">Fields of a specification contradict each other, or a policy is unknown.</exception>
    public CommandChannel(DramStandard standard, DramControllerSpec spec, DramCommandLog? log = null)
        : this(Valid(standard, spec), spec, new CommandClock(standard), log)
    {
    }

    private CommandChannel(DramStandard standard, DramControllerSpec spec, CommandClock clock, DramCommandLog? log)
        : base(standard, AddressMapCatalog.Create(spec.AddressMap, standard), spec.Queues, clock.Count, log)
    {
        (_spec, _clock) = (spec, clock);
        _scheduler = SchedulerCatalog.Create(spec);
        _closeIdle = RowPolicyCatalog.Create(spec).IdleCycles;
        _closes = _closeIdle != Never;
        _refreshes = new RefreshQueue(RefreshCatalog.Create(spec.Refresh, standard));
        var lanes = _clock.Count;
        _renumberKeys = new int[_slotMemory.Length];
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
        _oneBus = standard.Bus == CommandBus.Single;
        SetRefreshAt();
    }

    private protected override int Buffered => _readQueue.Count + _writeQueue.Count;

    private protected override bool IsIdle => _readQueue.Count + _writeQueue.Count + _active.Count == 0;

    private protected override bool HoldsNoWrite => _stats.Writes + _stats.CoalescedWrites == _acceptedWrites && _front.Count == 0;

    /// <inheritdoc/>
    public override bool TryOffer(long cycle, long address, int tag, bool isWrite, ref CompletionBuffer completions)
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

    private protected override int Run(int from, int end, bool restsWhenQuiet, ref CompletionBuffer completions)
    {
        for (var t = Math.Max(from, NextTick()); t < end; t = Math.Max(t + 1, NextTick()))
        {
            if (restsWhenQuiet && _front.Count == 0 && IsIdle) return t;
            Tick(t, end, ref completions);
        }

        return end;
    }

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

    private protected override bool HoldsWrite(int bank, long address) => _writeQueue.Holds(_laneOf[bank], address);

    private protected override void Rebase(int delta)
    {
        base.Rebase(delta);
        _clock.Rebase(delta);
        for (var lane = 0; lane < _lastUse.Length; lane++) _lastUse[lane] = Math.Max(_lastUse[lane] - delta, -RebaseSpan);
        SetRefreshAt();
    }

    private static DramStandard Valid(DramStandard standard, DramControllerSpec spec)
    {
        standard.Validate();
        spec.Validate();
        return standard;
    }
}
