namespace ActorSim.Actors.Dram;

/// <summary>
/// Organisation and timings of one DRAM channel. Timings are command-clock cycles, counted from the cycle in which the DRAM has
/// received the earlier command to the one in which it has received the later: a two-cycle ACT shifts both by one
/// (see the README of this folder). Setting a value out of its range throws and names key, value and range.
/// </summary>
public sealed record DramStandard
{
    private const int MaxCycles = 1 << 16;

    /// <summary>Name for reports.</summary>
    public required string Name { get; init; }

    /// <summary>Clock period, picoseconds, 1..100000.</summary>
    public required int TckPs { get; init => field = SpecRange.Check(nameof(TckPs), value, 1, 100_000); }

    /// <summary>Pseudo-channels (own banks and data bus, shared command buses), power of two, 1..4.</summary>
    public required int PseudoChannels { get; init => field = SpecRange.PowerOfTwo(nameof(PseudoChannels), value, 4); }

    /// <summary>Bank groups of a pseudo-channel, power of two, 1..8.</summary>
    public required int BankGroups { get; init => field = SpecRange.PowerOfTwo(nameof(BankGroups), value, 8); }

    /// <summary>Banks of a bank group, power of two, 1..8.</summary>
    public required int BanksPerGroup { get; init => field = SpecRange.PowerOfTwo(nameof(BanksPerGroup), value, 8); }

    /// <summary>Rows of a bank, power of two, 1..2^24.</summary>
    public required int Rows { get; init => field = SpecRange.PowerOfTwo(nameof(Rows), value, 1 << 24); }

    /// <summary>Columns (words of the data bus width) of a row, power of two, at least <see cref="PrefetchWords"/>.</summary>
    public required int Columns { get; init => field = SpecRange.PowerOfTwo(nameof(Columns), value, 1 << 16); }

    /// <summary>Data bus of a pseudo-channel, bits, power of two, 8..1024.</summary>
    public required int DataBusBits { get; init => field = SpecRange.PowerOfTwo(nameof(DataBusBits), value, 1024); }

    /// <summary>Words moved by one column command (burst), power of two.</summary>
    public required int PrefetchWords { get; init => field = SpecRange.PowerOfTwo(nameof(PrefetchWords), value, 64); }

    /// <summary>nBL: cycles of the data bus per column command.</summary>
    public required int BurstCycles { get; init => field = Cycles(nameof(BurstCycles), value); }

    /// <summary>nCL: RD to first data.</summary>
    public required int Cl { get; init => field = Cycles(nameof(Cl), value); }

    /// <summary>nCWL: WR to first data.</summary>
    public required int Cwl { get; init => field = Cycles(nameof(Cwl), value); }

    /// <summary>nRCDRD: ACT to RD, same bank.</summary>
    public required int RcdRead { get; init => field = Cycles(nameof(RcdRead), value); }

    /// <summary>nRCDWR: ACT to WR, same bank.</summary>
    public required int RcdWrite { get; init => field = Cycles(nameof(RcdWrite), value); }

    /// <summary>nRP: PRE to ACT or REF.</summary>
    public required int Rp { get; init => field = Cycles(nameof(Rp), value); }

    /// <summary>nRAS: ACT to PRE, same bank.</summary>
    public required int Ras { get; init => field = Cycles(nameof(Ras), value); }

    /// <summary>nRC: ACT to ACT, same bank.</summary>
    public required int Rc { get; init => field = Cycles(nameof(Rc), value); }

    /// <summary>nWR: end of write data to PRE.</summary>
    public required int Wr { get; init => field = Cycles(nameof(Wr), value); }

    /// <summary>nRTP: RD to PRE.</summary>
    public required int Rtp { get; init => field = Cycles(nameof(Rtp), value); }

    /// <summary>nCCDS: RD to RD or WR to WR, other bank group.</summary>
    public required int CcdS { get; init => field = Cycles(nameof(CcdS), value); }

    /// <summary>nCCDL: RD to RD or WR to WR, same bank group.</summary>
    public required int CcdL { get; init => field = Cycles(nameof(CcdL), value); }

    /// <summary>nRRDS: ACT to ACT, other bank group.</summary>
    public required int RrdS { get; init => field = Cycles(nameof(RrdS), value); }

    /// <summary>nRRDL: ACT to ACT, same bank group.</summary>
    public required int RrdL { get; init => field = Cycles(nameof(RrdL), value); }

    /// <summary>nWTRS: end of write data to RD, other bank group.</summary>
    public required int WtrS { get; init => field = Cycles(nameof(WtrS), value); }

    /// <summary>nWTRL: end of write data to RD, same bank group.</summary>
    public required int WtrL { get; init => field = Cycles(nameof(WtrL), value); }

    /// <summary>nFAW: window that holds at most four ACT of a pseudo-channel.</summary>
    public required int Faw { get; init => field = Cycles(nameof(Faw), value); }

    /// <summary>nRFC: REFab to ACT.</summary>
    public required int Rfc { get; init => field = Cycles(nameof(Rfc), value); }

    /// <summary>nREFI: refresh interval, cycles, 16..2^24.</summary>
    public required int Refi { get; init => field = SpecRange.Check(nameof(Refi), value, 16, 1 << 24); }

    /// <summary>Command cycles of ACT on the row bus, 1..4.</summary>
    public int ActivateCommandCycles { get; init => field = SpecRange.Check(nameof(ActivateCommandCycles), value, 1, 4); } = 2;

    /// <summary>Idle cycles of the data bus between read and write data, 0..64.</summary>
    public int TurnaroundCycles { get; init => field = SpecRange.Check(nameof(TurnaroundCycles), value, 0, 64); } = 2;

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
        Require(PseudoChannels * BankGroups * BanksPerGroup <= 64, nameof(BanksPerGroup), BanksPerGroup, "such that all banks are <= 64");
    }

    private static int Cycles(string key, int value) => SpecRange.Check(key, value, 1, MaxCycles);

    private void Require(bool holds, string key, int value, string range)
    {
        if (!holds) throw new ArgumentException($"DRAM standard {Name}: {key} = {value} must be {range}; correct the DRAM configuration.");
    }
}
