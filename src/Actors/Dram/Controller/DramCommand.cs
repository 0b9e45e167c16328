namespace ActorSim.Actors.Dram;

/// <summary>
/// One issued command. <paramref name="Cycle"/> is the (first) command cycle; fields that a kind does not use are -1:
/// PREab and REFab address a pseudo-channel, PRE a bank, ACT a row, RD and WR a column.
/// </summary>
public readonly record struct DramCommand(
    long Cycle, DramCommandKind Kind, int PseudoChannel, int BankGroup, int Bank, int Row, int Column);
