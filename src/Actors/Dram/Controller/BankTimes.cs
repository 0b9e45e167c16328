using System.Runtime.CompilerServices;

namespace ActorSim.Actors.Dram;

/// <summary>
/// Earliest command cycles of every bank: the whole constraint table folded into one number per bank and command, raised when a
/// command issues. Cycles are relative to the owner's base. Lanes of a pseudo-channel are contiguous and padded to a vector.
/// </summary>
internal sealed unsafe class BankTimes
{
    private const int Never = -(1 << 29);
    private readonly LaneMemory _memory;
    private readonly DramStandard _s;
    private readonly int* _groupMask;
    private readonly int* _pcOf;
    private readonly int* _groupOf;
    private readonly int* _faw;
    private readonly int _burstGap, _groupGap, _writeToReadS, _writeToReadL, _writeToPre, _actShift;

    public readonly int PcLanes;
    public readonly int Count;
    public readonly int PseudoChannels;

    /// <summary>ACT, PRE and column (0 read, 1 write) times per lane; all -1 in IsOpen where a row is open.</summary>
    public readonly int* Act, Pre, Read, Write, IsOpen, OpenRow;

    /// <summary>PREab and REFab times per pseudo-channel.</summary>
    public readonly int* PreAll, Refresh;

    /// <summary>First cycle at which the row bus is free.</summary>
    public int RowBus;

    /// <summary>Lanes with an open row.</summary>
    public ulong Open;

    public BankTimes(DramStandard s)
    {
        _s = s;
        var banks = s.BankGroups * s.BanksPerGroup;
        PseudoChannels = s.PseudoChannels;
        PcLanes = (banks + Lanes.Width - 1) / Lanes.Width * Lanes.Width;
        Count = PcLanes * PseudoChannels;
        _memory = new LaneMemory(Count * 8 + (s.BankGroups + 8) * 64 + 16 * PcLanes);
        Act = _memory.Take(Count, 0);
        Pre = _memory.Take(Count, 0);
        Read = _memory.Take(Count, 0);
        Write = _memory.Take(Count, 0);
        IsOpen = _memory.Take(Count, 0);
        OpenRow = _memory.Take(Count, -1);
        _pcOf = _memory.Take(Count, 0);
        _groupOf = _memory.Take(Count, 0);
        PreAll = _memory.Take(PseudoChannels, 0);
        Refresh = _memory.Take(PseudoChannels, 0);
        _faw = _memory.Take(PseudoChannels * 4, Never);
        _groupMask = _memory.Take(s.BankGroups * PcLanes, 0);
        for (var lane = 0; lane < Count; lane++)
        {
            _pcOf[lane] = lane / PcLanes;
            _groupOf[lane] = Math.Min(lane % PcLanes / s.BanksPerGroup, s.BankGroups - 1);
        }

        for (var bank = 0; bank < banks; bank++) _groupMask[bank / s.BanksPerGroup * PcLanes + bank] = -1;
        _burstGap = Math.Max(s.BurstCycles, s.CcdS);
        _groupGap = Math.Max(_burstGap, s.CcdL);
        _writeToReadS = s.WriteData + s.WtrS;
        _writeToReadL = s.WriteData + s.WtrL;
        _writeToPre = s.WriteData + s.Wr;
        _actShift = s.ActivateCommandCycles - 1;
    }

    /// <summary>Lanes of one pseudo-channel.</summary>
    public ulong MaskOf(int pc) => (PcLanes == 64 ? ulong.MaxValue : (1UL << PcLanes) - 1) << (pc * PcLanes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnRead(int t, int lane)
    {
        var pc = _pcOf[lane];
        var first = pc * PcLanes;
        var mask = _groupMask + _groupOf[lane] * PcLanes;
        Lanes.Raise(Read + first, mask, PcLanes, t + _burstGap, t + _groupGap);
        Lanes.Raise(Write + first, mask, PcLanes, t + _s.ReadToWrite, 0);
        RaiseOne(Pre + lane, t + _s.Rtp);
        RaiseOne(PreAll + pc, t + _s.Rtp);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void OnWrite(int t, int lane)
    {
        var pc = _pcOf[lane];
        var first = pc * PcLanes;
        var mask = _groupMask + _groupOf[lane] * PcLanes;
        Lanes.Raise(Write + first, mask, PcLanes, t + _burstGap, t + _groupGap);
        Lanes.Raise(Read + first, mask, PcLanes, t + _writeToReadS, t + _writeToReadL);
        RaiseOne(Pre + lane, t + _writeToPre);
        RaiseOne(PreAll + pc, t + _writeToPre);
    }

    /// <summary>ACT is recorded in its first command cycle, so times to one-cycle commands grow by its further cycles.</summary>
    public void OnActivate(int t, int lane, int row)
    {
        var pc = _pcOf[lane];
        var first = pc * PcLanes;
        var faw = _faw + pc * 4;
        var fourth = faw[1];
        faw[0] = faw[1];
        faw[1] = faw[2];
        faw[2] = faw[3];
        faw[3] = t;
        fourth = Math.Max(fourth + _s.Faw, 0);
        var all = Math.Max(t + _s.RrdS, fourth);
        Lanes.Raise(Act + first, _groupMask + _groupOf[lane] * PcLanes, PcLanes, all, t + _s.RrdL);
        RaiseOne(Act + lane, t + _s.Rc);
        RaiseOne(Read + lane, t + _s.RcdRead + _actShift);
        RaiseOne(Write + lane, t + _s.RcdWrite + _actShift);
        RaiseOne(Pre + lane, t + _s.Ras + _actShift);
        RaiseOne(PreAll + pc, t + _s.Ras + _actShift);
        RaiseOne(Refresh + pc, t + _s.Rc + _actShift);
        RowBus = t + 1 + _actShift;
        IsOpen[lane] = -1;
        OpenRow[lane] = row;
        Open |= 1UL << lane;
    }

    public void OnPrecharge(int t, int lane)
    {
        RaiseOne(Act + lane, t + _s.Rp - _actShift);
        RaiseOne(Refresh + _pcOf[lane], t + _s.Rp);
        Close(lane);
    }

    public void OnPrechargeAll(int t, int pc)
    {
        for (var lane = pc * PcLanes; lane < (pc + 1) * PcLanes; lane++)
        {
            RaiseOne(Act + lane, t + _s.Rp - _actShift);
            Close(lane);
        }

        RaiseOne(Refresh + pc, t + _s.Rp);
    }

    public void OnRefresh(int t, int pc)
    {
        for (var lane = pc * PcLanes; lane < (pc + 1) * PcLanes; lane++) RaiseOne(Act + lane, t + _s.Rfc - _actShift);
        RaiseOne(PreAll + pc, t + _s.Rfc);
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
        IsOpen[lane] = 0;
        OpenRow[lane] = -1;
        Open &= ~(1UL << lane);
    }
}
