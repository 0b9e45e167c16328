namespace ActorSim.Dram.Standards;

/// <summary>How commands reach the DRAM.</summary>
public enum CommandBus : byte
{
    /// <summary>One command per cycle, whatever it is: DDR4, DDR5, LPDDR4, LPDDR5, GDDR6.</summary>
    Single,

    /// <summary>One row command (ACT, PRE, REF) and one column command (RD, WR) per cycle: HBM2, HBM3.</summary>
    SplitRowColumn,
}
