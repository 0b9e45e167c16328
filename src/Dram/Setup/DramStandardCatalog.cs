using ActorSim.Dram.AddressMaps;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Setup;

/// <summary>The standards by name, capitals or not.</summary>
public static class DramStandardCatalog
{
    // Neighbours lie in different pseudo-channels and bank groups, so that a stream is not held to nCCDL (docs/dram.md).
    private static readonly DramControllerSpec Default = new() { AddressMap = "RoBaRaCoBgPc" };

    // The reference's buffers and policies.
    private const int OracleInterleave = 2048;
    private static readonly DramControllerSpec Oracle = new() { ReadBufferEntries = 32, WriteBufferEntries = 32, OneAnswerPerCycle = false };

    private static readonly Entry[] Entries =
    [
        new(["DDR4-3200", "DDR4"], new DramSetup(Ddr4.Ddr4_3200, Default)),
        new(["DDR5-4800", "DDR5"], new DramSetup(Ddr5.Ddr5_4800, Default)),
        new(["DDR5-6400"], new DramSetup(Ddr5.Ddr5_6400, Default)),
        new(["LPDDR4-3200", "LPDDR4"], new DramSetup(Lpddr4.Lpddr4_3200, Default)),
        new(["LPDDR5-6400", "LPDDR5"], new DramSetup(Lpddr5.Lpddr5_6400, Default)),
        new(["LPDDR5X-8533", "LPDDR5X"], new DramSetup(Lpddr5.Lpddr5x_8533, Default)),
        new(["HBM2-2000", "HBM2", "HBM2-2.0"], new DramSetup(Hbm2.Pseudo2000, Default)),
        new(["HBM2-1880", "HBM2-1.88"], new DramSetup(Hbm2.Pseudo1880, Default)),
        new(["HBM2-2400", "HBM2-2.4"], new DramSetup(Hbm2.Pseudo2400, Default)),
        new(["HBM2E-3200", "HBM2E"], new DramSetup(Hbm2.Pseudo3200, Default)),
        new(["HBM2-legacy-2000", "HBM2-legacy", "HBM2-legacy-2.0"], new DramSetup(Hbm2.Legacy2000, Default)),
        new(["HBM2-legacy-1880", "HBM2-legacy-1.88"], new DramSetup(Hbm2.Legacy1880, Default)),
        new(["HBM3-6400", "HBM3"], new DramSetup(Hbm3.Hbm3_6400, Default)),
        new(["HBM3E-9200", "HBM3E"], new DramSetup(Hbm3.Hbm3e_9200, Default)),
        new(["GDDR6-14000", "GDDR6"], new DramSetup(Gddr6.Gddr6_14000, Default)),
        new(["GDDR7-28000", "GDDR7"], new DramSetup(Gddr7.Gddr7_28000, Default)),
        new(["oracle-ddr4"], new DramSetup(OracleStandards.Ddr4OneRank, Oracle) { InterleaveBytes = OracleInterleave }),
        new(["oracle-hbm2pc"], new DramSetup(OracleStandards.Hbm2PseudoChannel, Oracle) { InterleaveBytes = OracleInterleave }),
        new(["oracle-hbm2-mop"], new DramSetup(OracleStandards.Hbm2Channel, Oracle with { AddressMap = AddressMapCatalog.Mop4ClXor }) { InterleaveBytes = OracleInterleave }),
    ];

    /// <summary>First name of every standard; shorter ones (DDR4, HBM2, ...) mean the same.</summary>
    public static IReadOnlyList<string> Names { get; } = Entries.Select(e => e.Names[0]).ToArray();

    /// <summary>Organisation and timings.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message names the nearest known ones.</exception>
    public static DramStandard Get(string name) => Setup(name).Standard;

    /// <summary>With the queues and policies that the name stands for.</summary>
    /// <exception cref="ArgumentException">The name is unknown; the message names the nearest known ones.</exception>
    public static DramSetup Setup(string name) => Entries.FirstOrDefault(e => e.Names.Contains(name, StringComparer.OrdinalIgnoreCase))?.Setup
        ?? throw NearestName.Unknown("DRAM standard", name, Names);

    private sealed record Entry(string[] Names, DramSetup Setup);
}
