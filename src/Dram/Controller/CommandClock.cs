using System.Runtime.CompilerServices;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Controller;

/// <summary>
/// Earliest cycles of every command of every bank and rank: a standard's constraint table folded into one number per bank and command,
/// raised when a command issues; and the rows that are open. Cycles are relative to the owner's base. Lanes of a pseudo-channel are
/// contiguous and padded to a vector.
/// </summary>
internal sealed unsafe class CommandClock
{
    private const int Past = -(1 << 29);
    private const int FawActs = 4;
    private readonly LaneMemory _memory;
    private readonly CommandEffect[][] _effects = new CommandEffect[Kinds][];
    private readonly int[] _toPreAll, _toRefreshAll;
    private readonly int* _groupRow;
    private readonly int* _faw;
    private readonly int _nFaw, _activateBus, _columnBus, _prechargeBus, _refreshBus;
    private readonly bool _oneBus;
    private readonly int _ranksPerPc;
    private readonly DramConstraint[] _rankEffects;

    public const int Kinds = 7;
    public readonly int PcLanes;
    public readonly int Count;
    public readonly int Ranks;
    public readonly int BanksPerRank;

    /// <summary>Earliest ACT, PRE, RD, WR and REFpb per lane; all -1 in IsOpen where a row is open.</summary>
    public readonly int* Act, Pre, Read, Write, RefreshBank, IsOpen, OpenRow, RankOf;

    /// <summary>Earliest PREab and REFab per rank, and how many of its banks are open.</summary>
    public readonly int* PreAll, RefreshAll, OpenBanks;

    /// <summary>First cycles at which the buses for row and column commands are free; the same where there is one bus.</summary>
    public int RowBus, ColumnBus;

    public CommandClock(DramStandard s)
    {
        var banksOfPc = s.Banks / s.PseudoChannels;
        PcLanes = (banksOfPc + Lanes.Width - 1) / Lanes.Width * Lanes.Width;
        Count = PcLanes * s.PseudoChannels;
        Ranks = s.TotalRanks;
        BanksPerRank = s.Banks / Ranks;
        _ranksPerPc = s.Ranks;
        var groups = s.Ranks * s.BankGroups;
        _memory = new LaneMemory((Count + 16) * 9 + (Ranks + 16) * 8 + 25 * groups * (PcLanes + 16));
        Act = _memory.Take(Count, 0);
        Pre = _memory.Take(Count, 0);
        Read = _memory.Take(Count, 0);
        Write = _memory.Take(Count, 0);
        RefreshBank = _memory.Take(Count, 0);
        IsOpen = _memory.Take(Count, 0);
        OpenRow = _memory.Take(Count, -1);
        RankOf = _memory.Take(Count, 0);
        _groupRow = _memory.Take(Count, 0);
        PreAll = _memory.Take(Ranks, 0);
        RefreshAll = _memory.Take(Ranks, 0);
        OpenBanks = _memory.Take(Ranks, 0);
        _faw = _memory.Take(Ranks * FawActs, Past);
        for (var lane = 0; lane < Count; lane++)
        {
            var group = Math.Min(lane % PcLanes / s.BanksPerGroup, groups - 1);
            RankOf[lane] = lane / PcLanes * s.Ranks + group / s.BankGroups;
            _groupRow[lane] = group * PcLanes;
        }

        var table = s.Constraints;
        _toPreAll = ToRank(table, DramCommandKind.PrechargeAll);
        _toRefreshAll = ToRank(table, DramCommandKind.RefreshAll);
        _nFaw = s.Faw;
        _oneBus = s.Bus == CommandBus.Single;
        _activateBus = s.ActivateCommandCycles;
        _columnBus = s.ColumnCommandCycles;
        _prechargeBus = s.PrechargeCommandCycles;
        _refreshBus = s.RefreshCommandCycles;
        for (var kind = 0; kind < Kinds; kind++) _effects[kind] = Effects(s, table, (DramCommandKind)kind);
        _rankEffects = table.Where(c => c.Scope == DramScope.Rank && c.Previous is DramCommandKind.PrechargeAll or DramCommandKind.RefreshAll).ToArray();
    }

    /// <summary>Lane of a flat bank number.</summary>
    public static int LaneOf(DramStandard s, int bank, int pcLanes) => bank / (s.Banks / s.PseudoChannels) * pcLanes + bank % (s.Banks / s.PseudoChannels);

    public void OnActivate(int t, int lane, int row)
    {
        Apply(DramCommandKind.Activate, t, lane);
        var rank = RankOf[lane];
        var faw = _faw + rank * FawActs;
        var next = faw[1] + _nFaw;
        faw[0] = faw[1];
        faw[1] = faw[2];
        faw[2] = faw[3];
        faw[3] = t;
        if (next > t) RaiseRank(Act, rank, next);
        Lanes.Set(IsOpen, lane, -1);
        OpenRow[lane] = row;
        OpenBanks[rank]++;
        TakeRowBus(t + _activateBus);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnColumn(int t, int lane, bool isWrite)
    {
        Apply(isWrite ? DramCommandKind.Write : DramCommandKind.Read, t, lane);
        ColumnBus = t + _columnBus;
        if (_oneBus) RowBus = ColumnBus;
    }

    public void OnPrecharge(int t, int lane)
    {
        Apply(DramCommandKind.Precharge, t, lane);
        Close(lane);
        TakeRowBus(t + _prechargeBus);
    }

    public void OnRefreshBank(int t, int lane)
    {
        Apply(DramCommandKind.RefreshBank, t, lane);
        TakeRowBus(t + _refreshBus);
    }

    /// <summary>PREab or REFab.</summary>
    public void OnRank(DramCommandKind kind, int t, int rank)
    {
        foreach (var c in _rankEffects)
        {
            if (c.Previous != kind) continue;
            if (c.Next == DramCommandKind.PrechargeAll) RaiseOne(PreAll + rank, t + c.Cycles);
            else if (c.Next == DramCommandKind.RefreshAll) RaiseOne(RefreshAll + rank, t + c.Cycles);
            else RaiseRank(TimesOf(c.Next), rank, t + c.Cycles);
        }

        TakeRowBus(t + (kind == DramCommandKind.RefreshAll ? _refreshBus : _prechargeBus));
        if (kind != DramCommandKind.PrechargeAll) return;
        var first = FirstLane(rank);
        for (var lane = first; lane < first + BanksPerRank; lane++)
            if (IsOpen[lane] != 0) Close(lane);
    }

    /// <summary>Moves the base by <paramref name="delta"/> cycles; times already past all of them may collapse to 0.</summary>
    public void Rebase(int delta)
    {
        foreach (var times in stackalloc nint[] { (nint)Act, (nint)Pre, (nint)Read, (nint)Write, (nint)RefreshBank })
            for (var i = 0; i < Count; i++) Shift((int*)times + i, delta, 0);
        for (var rank = 0; rank < Ranks; rank++)
        {
            Shift(PreAll + rank, delta, 0);
            Shift(RefreshAll + rank, delta, 0);
            for (var i = 0; i < FawActs; i++) Shift(_faw + rank * FawActs + i, delta, Past);
        }

        RowBus = Math.Max(RowBus - delta, 0);
        ColumnBus = Math.Max(ColumnBus - delta, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Apply(DramCommandKind kind, int t, int lane)
    {
        var first = lane / PcLanes * PcLanes;
        foreach (ref readonly var effect in _effects[(int)kind].AsSpan())
        {
            if (effect.Rows != null) Lanes.Raise(effect.Times + first, effect.Rows + _groupRow[lane], PcLanes, t);
            if (effect.Bank != 0) Lanes.RaiseOne(effect.Times, lane, t + effect.Bank);
        }

        var rank = RankOf[lane];
        RaiseOne(PreAll + rank, t + _toPreAll[(int)kind]);
        RaiseOne(RefreshAll + rank, t + _toRefreshAll[(int)kind]);
    }

    private void TakeRowBus(int until)
    {
        RowBus = until;
        if (_oneBus) ColumnBus = until;
    }

    private void Close(int lane)
    {
        Lanes.Set(IsOpen, lane, 0);
        OpenRow[lane] = -1;
        OpenBanks[RankOf[lane]]--;
    }

    private void RaiseRank(int* times, int rank, int value)
    {
        var first = FirstLane(rank);
        for (var lane = first; lane < first + BanksPerRank; lane++)
            if (times[lane] < value) times[lane] = value;
    }

    /// <summary>Lanes of a rank start here and are contiguous.</summary>
    public int FirstLane(int rank) => rank / _ranksPerPc * PcLanes + rank % _ranksPerPc * BanksPerRank;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RaiseOne(int* time, int value)
    {
        if (*time < value) *time = value;
    }

    private static void Shift(int* time, int delta, int floor) => *time = Math.Max(*time - delta, floor);

    private int* TimesOf(DramCommandKind kind) => kind switch
    {
        DramCommandKind.Activate => Act,
        DramCommandKind.Precharge => Pre,
        DramCommandKind.Read => Read,
        DramCommandKind.Write => Write,
        DramCommandKind.RefreshBank => RefreshBank,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "not a command of a bank"),
    };

    private static int[] ToRank(IReadOnlyList<DramConstraint> table, DramCommandKind next)
    {
        var gaps = new int[Kinds];
        foreach (var c in table)
            if (c.Next == next && c.Scope == DramScope.Rank) gaps[(int)c.Previous] = Math.Max(gaps[(int)c.Previous], c.Cycles);
        return gaps;
    }

    private CommandEffect[] Effects(DramStandard s, IReadOnlyList<DramConstraint> table, DramCommandKind previous)
    {
        var effects = new List<CommandEffect>();
        if (previous is DramCommandKind.PrechargeAll or DramCommandKind.RefreshAll) return [];
        foreach (var next in new[] { DramCommandKind.Activate, DramCommandKind.Precharge, DramCommandKind.Read, DramCommandKind.Write, DramCommandKind.RefreshBank })
        {
            var rules = table.Where(c => c.Previous == previous && c.Next == next && c.Window == 1 && c.Scope != DramScope.Channel).ToArray();
            if (rules.Length == 0) continue;
            var effect = new CommandEffect { Times = TimesOf(next), Bank = Longest(rules, c => c.Scope == DramScope.Bank) };
            if (rules.Any(c => c.Scope != DramScope.Bank)) effect.Rows = GapRows(s, rules);
            effects.Add(effect);
        }

        return [.. effects];
    }

    private int* GapRows(DramStandard s, DramConstraint[] rules)
    {
        var groups = s.Ranks * s.BankGroups;
        var rows = _memory.Take(groups * PcLanes, Past);
        for (var from = 0; from < groups; from++)
        {
            for (var lane = 0; lane < groups * s.BanksPerGroup; lane++)
            {
                var to = lane / s.BanksPerGroup;
                var sameRank = from / s.BankGroups == to / s.BankGroups;
                var gap = Longest(rules, c => c.Scope == DramScope.PseudoChannel || c.Scope == (sameRank ? DramScope.Rank : DramScope.OtherRank)
                    || (c.Scope == DramScope.BankGroup && from == to));
                if (gap > 0) rows[from * PcLanes + lane] = gap;
            }
        }

        return rows;
    }

    private static int Longest(DramConstraint[] rules, Func<DramConstraint, bool> binds) => rules.Where(binds).Select(c => c.Cycles).DefaultIfEmpty(0).Max();
}
