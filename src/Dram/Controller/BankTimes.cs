using System.Runtime.CompilerServices;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Controller;

/// <summary>
/// Earliest command cycles of every bank: the whole constraint table folded into one number per bank and command, raised when a
/// command issues. Cycles are relative to the owner's base. Lanes of a pseudo-channel are contiguous and padded to a vector.
/// </summary>
internal sealed unsafe class BankTimes
{
    private const int Never = -(1 << 29);
    private readonly LaneMemory _memory;
    private readonly int* _gapRow, _sameGap, _writeToRead, _actToAct;
    private readonly int* _faw;
    private readonly int _readToWrite, _readToPre, _writeToPre, _rcdRead, _rcdWrite, _ras, _rc, _rcRefresh;
    private readonly int _rp, _rpAct, _rfc, _rfcAct, _nFaw, _actCycles;

    public readonly int PcLanes;
    public readonly int Count;
    public readonly int PseudoChannels;

    /// <summary>ACT, PRE and column (0 read, 1 write) times per lane; all -1 in IsOpen where a row is open.</summary>
    public readonly int* Act, Pre, Read, Write, IsOpen, OpenRow;

    /// <summary>PREab and REFab times per pseudo-channel.</summary>
    public readonly int* PreAll, Refresh;

    /// <summary>Pseudo-channel of a lane.</summary>
    public readonly int* PcOf;

    /// <summary>First cycle at which the row bus is free.</summary>
    public int RowBus;

    /// <summary>Lanes with an open row.</summary>
    public ulong Open;

    public BankTimes(DramStandard s)
    {
        var banks = s.BankGroups * s.BanksPerGroup;
        PseudoChannels = s.PseudoChannels;
        PcLanes = (banks + Lanes.Width - 1) / Lanes.Width * Lanes.Width;
        Count = PcLanes * PseudoChannels;
        _memory = new LaneMemory(Count * 8 + 3 * s.BankGroups * PcLanes + 256);
        Act = _memory.Take(Count, 0);
        Pre = _memory.Take(Count, 0);
        Read = _memory.Take(Count, 0);
        Write = _memory.Take(Count, 0);
        IsOpen = _memory.Take(Count, 0);
        OpenRow = _memory.Take(Count, -1);
        PreAll = _memory.Take(PseudoChannels, 0);
        Refresh = _memory.Take(PseudoChannels, 0);
        _faw = _memory.Take(PseudoChannels * 4, Never);
        PcOf = _memory.Take(Count, 0);
        _gapRow = _memory.Take(Count, 0);
        for (var lane = 0; lane < Count; lane++)
        {
            PcOf[lane] = lane / PcLanes;
            _gapRow[lane] = Math.Min(lane % PcLanes / s.BanksPerGroup, s.BankGroups - 1) * PcLanes;
        }

        var burst = Math.Max(s.BurstCycles, s.CcdS);
        _sameGap = Gaps(s, burst, Math.Max(burst, s.CcdL));
        _writeToRead = Gaps(s, s.WriteData + s.WtrS, s.WriteData + Math.Max(s.WtrS, s.WtrL));
        _actToAct = Gaps(s, s.RrdS, Math.Max(s.RrdS, s.RrdL));
        _readToWrite = s.ReadToWrite;
        _readToPre = s.Rtp;
        _writeToPre = s.WriteData + s.Wr;

        // ACT is recorded in its first command cycle: times from it grow by its further cycles, times to it shrink by them.
        _actCycles = s.ActivateCommandCycles;
        var shift = _actCycles - 1;
        _rcdRead = s.RcdRead + shift;
        _rcdWrite = s.RcdWrite + shift;
        _ras = s.Ras + shift;
        _rc = s.Rc;
        _rcRefresh = s.Rc + shift;
        _rp = s.Rp;
        _rpAct = s.Rp - shift;
        _rfc = s.Rfc;
        _rfcAct = s.Rfc - shift;
        _nFaw = s.Faw;
    }

    /// <summary>Lanes of one pseudo-channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong MaskOf(int pc) => (PcLanes == 64 ? ulong.MaxValue : (1UL << PcLanes) - 1) << (pc * PcLanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnRead(int t, int lane)
    {
        var pc = PcOf[lane];
        var first = pc * PcLanes;
        Lanes.Raise(Read + first, _sameGap + _gapRow[lane], PcLanes, t);
        Lanes.RaiseAll(Write + first, PcLanes, t + _readToWrite);
        Lanes.RaiseOne(Pre, lane, t + _readToPre);
        RaiseOne(PreAll + pc, t + _readToPre);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnWrite(int t, int lane)
    {
        var pc = PcOf[lane];
        var first = pc * PcLanes;
        Lanes.Raise(Write + first, _sameGap + _gapRow[lane], PcLanes, t);
        Lanes.Raise(Read + first, _writeToRead + _gapRow[lane], PcLanes, t);
        Lanes.RaiseOne(Pre, lane, t + _writeToPre);
        RaiseOne(PreAll + pc, t + _writeToPre);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnActivate(int t, int lane, int row)
    {
        var pc = PcOf[lane];
        var first = pc * PcLanes;
        var faw = _faw + pc * 4;
        var fourth = faw[1] + _nFaw;
        faw[0] = faw[1];
        faw[1] = faw[2];
        faw[2] = faw[3];
        faw[3] = t;
        Lanes.Raise(Act + first, _actToAct + _gapRow[lane], PcLanes, t);
        if (fourth > t) Lanes.RaiseAll(Act + first, PcLanes, fourth);
        Lanes.RaiseOne(Act, lane, t + _rc);
        Lanes.RaiseOne(Read, lane, t + _rcdRead);
        Lanes.RaiseOne(Write, lane, t + _rcdWrite);
        Lanes.RaiseOne(Pre, lane, t + _ras);
        RaiseOne(PreAll + pc, t + _ras);
        RaiseOne(Refresh + pc, t + _rcRefresh);
        RowBus = t + _actCycles;
        Lanes.Set(IsOpen, lane, -1);
        OpenRow[lane] = row;
        Open |= 1UL << lane;
    }

    public void OnPrecharge(int t, int lane)
    {
        Lanes.RaiseOne(Act, lane, t + _rpAct);
        RaiseOne(Refresh + PcOf[lane], t + _rp);
        Close(lane);
    }

    public void OnPrechargeAll(int t, int pc)
    {
        Lanes.RaiseAll(Act + pc * PcLanes, PcLanes, t + _rpAct);
        Lanes.SetAll(IsOpen + pc * PcLanes, PcLanes, 0);
        Lanes.SetAll(OpenRow + pc * PcLanes, PcLanes, -1);
        Open &= ~MaskOf(pc);
        RaiseOne(Refresh + pc, t + _rp);
    }

    public void OnRefresh(int t, int pc)
    {
        Lanes.RaiseAll(Act + pc * PcLanes, PcLanes, t + _rfcAct);
        RaiseOne(PreAll + pc, t + _rfc);
    }

    /// <summary>Moves the base by <paramref name="delta"/> cycles; times already past all of them may collapse to 0.</summary>
    public void Rebase(int delta)
    {
        for (var i = 0; i < Count; i++)
        {
            Act[i] = Math.Max(Act[i] - delta, 0);
            Pre[i] = Math.Max(Pre[i] - delta, 0);
            Read[i] = Math.Max(Read[i] - delta, 0);
            Write[i] = Math.Max(Write[i] - delta, 0);
        }

        for (var pc = 0; pc < PseudoChannels; pc++)
        {
            PreAll[pc] = Math.Max(PreAll[pc] - delta, 0);
            Refresh[pc] = Math.Max(Refresh[pc] - delta, 0);
            for (var i = 0; i < 4; i++) _faw[pc * 4 + i] = Math.Max(_faw[pc * 4 + i] - delta, Never);
        }

        RowBus = Math.Max(RowBus - delta, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void RaiseOne(int* time, int value)
    {
        if (*time < value) *time = value;
    }

    private void Close(int lane)
    {
        Lanes.Set(IsOpen, lane, 0);
        OpenRow[lane] = -1;
        Open &= ~(1UL << lane);
    }

    /// <summary>
    /// One row of gaps per bank group: <paramref name="other"/> to the lanes of other groups, <paramref name="same"/> within it.
    /// </summary>
    private int* Gaps(DramStandard s, int other, int same)
    {
        var gaps = _memory.Take(s.BankGroups * PcLanes, other);
        for (var bank = 0; bank < s.BankGroups * s.BanksPerGroup; bank++) gaps[bank / s.BanksPerGroup * PcLanes + bank] = same;
        return gaps;
    }
}
