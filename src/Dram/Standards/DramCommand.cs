namespace ActorSim.Dram.Standards;

/// <summary>
/// One issued command. <paramref name="Cycle"/> is the (first) command cycle; fields that a kind does not use are -1:
/// PREab and REFab address a rank, PRE and REFpb a bank, ACT a row, RD and WR a column.
/// </summary>
/// <param name="Cycle">DRAM cycle.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Rank">Flat: pseudo-channel x ranks + rank. Where there is one rank it is the pseudo-channel.</param>
/// <param name="BankGroup">Within the rank.</param>
/// <param name="Bank">Within the bank group.</param>
/// <param name="Row">Within the bank.</param>
/// <param name="Column">In requests (bursts) within the row.</param>
public readonly record struct DramCommand(long Cycle, DramCommandKind Kind, int Rank, int BankGroup, int Bank, int Row, int Column);

/// <summary>Commands a channel issues.</summary>
public enum DramCommandKind : byte
{
    Activate,
    Precharge,
    PrechargeAll,
    Read,
    Write,
    RefreshAll,

    /// <summary>REFpb: one bank.</summary>
    RefreshBank,
}

/// <summary>How commands reach the DRAM.</summary>
public enum CommandBus : byte
{
    /// <summary>One command per cycle, whatever it is: DDR4, DDR5, LPDDR4, LPDDR5, GDDR6.</summary>
    Single,

    /// <summary>One row command (ACT, PRE, REF) and one column command (RD, WR) per cycle: HBM2, HBM3, GDDR7.</summary>
    SplitRowColumn,
}
