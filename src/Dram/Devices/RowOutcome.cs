namespace ActorSim.Dram.Devices;

/// <summary>How the channel served a request: its first command, or no command at all.</summary>
public enum RowOutcome : byte
{
    /// <summary>Its row was open: the first command was RD or WR.</summary>
    Hit,

    /// <summary>Its bank was closed: the first command was ACT.</summary>
    Miss,

    /// <summary>Another row was open in its bank: the first command was PRE.</summary>
    Conflict,

    /// <summary>A read answered from a buffered write of the same address.</summary>
    Forwarded,

    /// <summary>A write absorbed by a buffered write of the same address.</summary>
    Coalesced,
}
