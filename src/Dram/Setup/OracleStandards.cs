using ActorSim.Dram.Standards;

namespace ActorSim.Dram.Setup;

/// <summary>The parameter sets under which Ramulator 2.1 was measured. Source of every figure: the lists of parameters of those runs.</summary>
public static class OracleStandards
{
    /// <summary>
    /// M_R2_DDR4_1R_F: one rank of DDR4-3200AA with nRFC 560. RD to WR of another rank is nBL + nCS as there, which only matters with two
    /// ranks and may put data of both on the bus at once (docs/deviations.md).
    /// </summary>
    public static DramStandard Ddr4OneRank { get; } = Ddr4.Ddr4_3200 with { Name = "oracle-ddr4", Rfc = 560, RankReadToWrite = 6 };

    /// <summary>M_R2_HBM2PC_F: one pseudo-channel of HBM2.</summary>
    public static DramStandard Hbm2PseudoChannel { get; } = Hbm2.MatchedPseudoChannel with { Name = "oracle-hbm2pc" };

    /// <summary>R2_HBM2_4GbPC_1ch: a channel of two pseudo-channels of HBM2.</summary>
    public static DramStandard Hbm2Channel { get; } = Hbm2.MatchedPseudoChannel with
    {
        Name = "oracle-hbm2-mop",
        PseudoChannels = 2,
        RefiBank = 122,
    };
}
