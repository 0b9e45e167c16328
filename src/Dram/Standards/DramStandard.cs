namespace ActorSim.Dram.Standards;

/// <summary>
/// Organisation and timings of one DRAM channel. Timings are command-clock cycles, counted from the cycle in which the DRAM has
/// received the earlier command to the one in which it has received the later: a two-cycle ACT shifts both by one
/// (see the README of this folder). Setting a value out of its range throws and names key, value and range.
/// </summary>
public sealed record DramStandard
{
    private const int MaxCycles = 1 << 16;

    /// <summary>Most banks of a channel.</summary>
    public const int MaxBanks = 1024;

    /// <summary>Name for reports.</summary>
    public required string Name { get; init; }

    /// <summary>Technology, e.g. "DDR4": what presets of one kind have in common.</summary>
    public required string Family { get; init; }

    /// <summary>Supply voltages and currents for <see cref="CurrentsBusBits"/> bits of data bus; null: there is no data, and reports say so.</summary>
    public required DramCurrents? Currents { get; init; }

    /// <summary>Bits of data bus that <see cref="Currents"/> are for: 64 is half of a 128-bit HBM2 channel, or 8 devices of 8 bits.</summary>
    public int CurrentsBusBits { get; init => field = SpecRange.PowerOfTwo(nameof(CurrentsBusBits), value, 1024); } = 64;

    /// <summary>Channels of a device or stack, 1..64; for reports, the number that is simulated is the system's.</summary>
    public int ChannelsPerDevice { get; init => field = SpecRange.Check(nameof(ChannelsPerDevice), value, 1, 64); } = 1;

    /// <summary>Shape of the command bus.</summary>
    public CommandBus Bus { get; init; } = CommandBus.SplitRowColumn;

    /// <summary>Clock period, picoseconds, 1..100000.</summary>
    public required int TckPs { get; init => field = SpecRange.Check(nameof(TckPs), value, 1, 100_000); }

    /// <summary>Pseudo-channels (own banks and data bus, shared command buses), power of two, 1..4.</summary>
    public required int PseudoChannels { get; init => field = SpecRange.PowerOfTwo(nameof(PseudoChannels), value, 4); }

    /// <summary>Ranks of a pseudo-channel (own banks and refresh, shared data bus), power of two, 1..8.</summary>
    public int Ranks { get; init => field = SpecRange.PowerOfTwo(nameof(Ranks), value, 8); } = 1;

    /// <summary>Bank groups of a rank, power of two, 1..8; 1 for standards without.</summary>
    public required int BankGroups { get; init => field = SpecRange.PowerOfTwo(nameof(BankGroups), value, 8); }

    /// <summary>Banks of a bank group, power of two, 1..16.</summary>
    public required int BanksPerGroup { get; init => field = SpecRange.PowerOfTwo(nameof(BanksPerGroup), value, 16); }

    /// <summary>Rows of a bank, power of two, 1..2^24.</summary>
    public required int Rows { get; init => field = SpecRange.PowerOfTwo(nameof(Rows), value, 1 << 24); }

    /// <summary>Columns (words of the data bus width) of a row, power of two, at least <see cref="PrefetchWords"/>.</summary>
    public required int Columns { get; init => field = SpecRange.PowerOfTwo(nameof(Columns), value, 1 << 16); }

    /// <summary>Data bus of a pseudo-channel, bits, power of two, 8..1024.</summary>
    public required int DataBusBits { get; init => field = SpecRange.PowerOfTwo(nameof(DataBusBits), value, 1024); }

    /// <summary>Words moved by one column command (burst), power of two.</summary>
    public required int PrefetchWords { get; init => field = SpecRange.PowerOfTwo(nameof(PrefetchWords), value, 64); }

    /// <summary>nBL: cycles of the data bus per column command.</summary>
    public required int BurstCycles { get; init => field = SpecRange.Check(nameof(BurstCycles), value, 1, MaxCycles); }

    /// <summary>nCL: RD to first data.</summary>
    public required DramTime Cl { get; init => field = value.Checked(nameof(Cl), 1, MaxCycles); }

    /// <summary>nCWL: WR to first data.</summary>
    public required DramTime Cwl { get; init => field = value.Checked(nameof(Cwl), 1, MaxCycles); }

    /// <summary>nRCDRD: ACT to RD, same bank.</summary>
    public required DramTime RcdRead { get; init => field = value.Checked(nameof(RcdRead), 1, MaxCycles); }

    /// <summary>nRCDWR: ACT to WR, same bank.</summary>
    public required DramTime RcdWrite { get; init => field = value.Checked(nameof(RcdWrite), 1, MaxCycles); }

    /// <summary>nRP: PRE to ACT or REF.</summary>
    public required DramTime Rp { get; init => field = value.Checked(nameof(Rp), 1, MaxCycles); }

    /// <summary>nRAS: ACT to PRE, same bank.</summary>
    public required DramTime Ras { get; init => field = value.Checked(nameof(Ras), 1, MaxCycles); }

    /// <summary>nRC: ACT to ACT, same bank.</summary>
    public required DramTime Rc { get; init => field = value.Checked(nameof(Rc), 1, MaxCycles); }

    /// <summary>nWR: end of write data to PRE.</summary>
    public required DramTime Wr { get; init => field = value.Checked(nameof(Wr), 1, MaxCycles); }

    /// <summary>nRTP: RD to PRE.</summary>
    public required DramTime Rtp { get; init => field = value.Checked(nameof(Rtp), 1, MaxCycles); }

    /// <summary>nCCDS: RD to RD or WR to WR, other bank group.</summary>
    public required DramTime CcdS { get; init => field = value.Checked(nameof(CcdS), 1, MaxCycles); }

    /// <summary>nCCDL: RD to RD or WR to WR, same bank group.</summary>
    public required DramTime CcdL { get; init => field = value.Checked(nameof(CcdL), 1, MaxCycles); }

    /// <summary>nRRDS: ACT to ACT, other bank group.</summary>
    public required DramTime RrdS { get; init => field = value.Checked(nameof(RrdS), 1, MaxCycles); }

    /// <summary>nRRDL: ACT to ACT, same bank group.</summary>
    public required DramTime RrdL { get; init => field = value.Checked(nameof(RrdL), 1, MaxCycles); }

    /// <summary>nWTRS: end of write data to RD, other bank group.</summary>
    public required DramTime WtrS { get; init => field = value.Checked(nameof(WtrS), 1, MaxCycles); }

    /// <summary>nWTRL: end of write data to RD, same bank group.</summary>
    public required DramTime WtrL { get; init => field = value.Checked(nameof(WtrL), 1, MaxCycles); }

    /// <summary>nFAW: window that holds at most four ACT of a pseudo-channel.</summary>
    public required DramTime Faw { get; init => field = value.Checked(nameof(Faw), 1, MaxCycles); }

    /// <summary>nRFC: REFab to ACT.</summary>
    public required DramTime Rfc { get; init => field = value.Checked(nameof(Rfc), 1, MaxCycles); }

    /// <summary>nREFI: refresh interval, cycles, 16..2^24.</summary>
    public required DramTime Refi { get; init => field = value.Checked(nameof(Refi), 16, 1 << 24); }

    /// <summary>nCCDS_WR: WR to WR, other bank group; 0 where it equals nCCDS.</summary>
    public DramTime CcdWriteS { get; init => field = value.Checked(nameof(CcdWriteS), 0, MaxCycles); }

    /// <summary>nCCDL_WR: WR to WR, same bank group; 0 where it equals nCCDL.</summary>
    public DramTime CcdWriteL { get; init => field = value.Checked(nameof(CcdWriteL), 0, MaxCycles); }

    /// <summary>nRPab: PREab to ACT or REF; 0 where it equals nRP.</summary>
    public DramTime RpAll { get; init => field = value.Checked(nameof(RpAll), 0, MaxCycles); }

    /// <summary>nPPD: PRE to PRE of a rank; 0 where there is none.</summary>
    public DramTime Ppd { get; init => field = value.Checked(nameof(Ppd), 0, MaxCycles); }

    /// <summary>nRFCpb: REFpb to ACT of the bank; 0 where banks cannot be refreshed one by one.</summary>
    public DramTime RfcBank { get; init => field = value.Checked(nameof(RfcBank), 0, MaxCycles); }

    /// <summary>nRREFD: REFpb to ACT of another bank or to the next REFpb of a rank; 0 where there is none.</summary>
    public DramTime Rrefd { get; init => field = value.Checked(nameof(Rrefd), 0, MaxCycles); }

    /// <summary>nREFIpb: interval between refreshes of single banks of the channel, cycles; 0: nREFI over the number of banks.</summary>
    public DramTime RefiBank { get; init => field = value.Checked(nameof(RefiBank), 0, 1 << 24); }

    /// <summary>nCS: idle cycles of the data bus when another rank takes it over, 0..64.</summary>
    public int RankSwitchCycles { get; init => field = SpecRange.Check(nameof(RankSwitchCycles), value, 0, 64); }

    /// <summary>RD to WR of another rank, cycles; 0: what keeps their data apart, nCL + nBL + nCS - nCWL.</summary>
    public int RankReadToWrite { get; init => field = SpecRange.Check(nameof(RankReadToWrite), value, 0, MaxCycles); }

    /// <summary>Command cycles of RD and WR, 1..8.</summary>
    public int ColumnCommandCycles { get; init => field = SpecRange.Check(nameof(ColumnCommandCycles), value, 1, 8); } = 1;

    /// <summary>Command cycles of PRE and PREab, 1..8.</summary>
    public int PrechargeCommandCycles { get; init => field = SpecRange.Check(nameof(PrechargeCommandCycles), value, 1, 8); } = 1;

    /// <summary>Command cycles of REFab and REFpb, 1..8.</summary>
    public int RefreshCommandCycles { get; init => field = SpecRange.Check(nameof(RefreshCommandCycles), value, 1, 8); } = 1;

    /// <summary>Command cycles of ACT on its bus, 1..4.</summary>
    public int ActivateCommandCycles { get; init => field = SpecRange.Check(nameof(ActivateCommandCycles), value, 1, 4); } = 2;

    /// <summary>Idle cycles of the data bus between read and write data, 0..64.</summary>
    public int TurnaroundCycles { get; init => field = SpecRange.Check(nameof(TurnaroundCycles), value, 0, 64); } = 2;

    /// <summary>Banks of the channel: pseudo-channels x ranks x bank groups x banks.</summary>
    public int Banks => PseudoChannels * Ranks * BankGroups * BanksPerGroup;

    /// <summary>Ranks of the channel: pseudo-channels x ranks. What is refreshed at once, and the unit of <see cref="DramCommand.Rank"/>.</summary>
    public int TotalRanks => PseudoChannels * Ranks;

    /// <summary>Bytes of the channel.</summary>
    public long CapacityBytes => (long)Banks * Rows * Columns * (DataBusBits / 8);

    /// <summary>WR to WR, other bank group, cycles.</summary>
    public int WriteCcdS => CcdWriteS.Cycles > 0 ? CcdWriteS : CcdS;

    /// <summary>WR to WR, same bank group, cycles.</summary>
    public int WriteCcdL => CcdWriteL.Cycles > 0 ? CcdWriteL : CcdL;

    /// <summary>RD to WR of another rank, cycles.</summary>
    public int OtherRankReadToWrite => RankReadToWrite > 0 ? RankReadToWrite : Cl + BurstCycles + RankSwitchCycles - Cwl;

    /// <summary>PREab to ACT, cycles.</summary>
    public int PrechargeAllCycles => RpAll.Cycles > 0 ? RpAll : Rp;

    /// <summary>Between refreshes of single banks, cycles.</summary>
    public int BankRefreshInterval => RefiBank.Cycles > 0 ? RefiBank : Math.Max(1, Refi / Banks);

    /// <summary>Largest rate of the channel's data buses, bytes per second.</summary>
    public double PeakBytesPerSecond => (double)PseudoChannels * RequestBytes / BurstCycles / TckPs * 1e12;

    /// <summary>The constraint table (<see cref="DramConstraints"/>).</summary>
    public IReadOnlyList<DramConstraint> Constraints => DramConstraints.Of(this);

    /// <summary>Bytes moved by one column command.</summary>
    public int RequestBytes => DataBusBits / 8 * PrefetchWords;

    /// <summary>RD to WR of a pseudo-channel, cycles: nCL + nBL + turnaround - nCWL.</summary>
    public int ReadToWrite => Cl + BurstCycles + TurnaroundCycles - Cwl;

    /// <summary>RD to the end of its data, cycles: nCL + nBL.</summary>
    public int ReadLatency => Cl + BurstCycles;

    /// <summary>WR to the end of its data, cycles: nCWL + nBL.</summary>
    public int WriteData => Cwl + BurstCycles;

    /// <summary>Checks what holds between fields.</summary>
    /// <exception cref="ArgumentException">Columns, refresh interval or turnaround contradict another field.</exception>
    public void Validate()
    {
        Require(Columns >= PrefetchWords, nameof(Columns), Columns, $"at least {nameof(PrefetchWords)} = {PrefetchWords}");
        Require(DataBusBits >= 8, nameof(DataBusBits), DataBusBits, "at least 8");
        Require(ReadToWrite >= 1, nameof(Cwl), Cwl, $"below nCL + nBL + turnaround = {Cl + BurstCycles + TurnaroundCycles}");
        Require(Refi > Rfc + Rc, nameof(Refi), Refi, $"above nRFC + nRC = {Rfc + Rc}");
        Require(Banks <= MaxBanks, nameof(BanksPerGroup), BanksPerGroup, $"such that all banks are <= {MaxBanks}");
        Require(Banks * 2 * (long)RequestBytes <= CapacityBytes, nameof(Rows), Rows, "at least 2 rows of a burst or more");
    }

    private void Require(bool holds, string key, int value, string range)
    {
        if (!holds) throw new ArgumentException($"DRAM standard {Name}: {key} = {value} must be {range}; correct the DRAM configuration.");
    }
}
