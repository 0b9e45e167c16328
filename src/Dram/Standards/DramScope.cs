namespace ActorSim.Dram.Standards;

/// <summary>The part of a channel that two commands must share for a constraint to bind them.</summary>
public enum DramScope : byte
{
    /// <summary>Anywhere in the channel.</summary>
    Channel,

    /// <summary>The same pseudo-channel (the same data bus).</summary>
    PseudoChannel,

    /// <summary>The same rank.</summary>
    Rank,

    /// <summary>Another rank of the same pseudo-channel.</summary>
    OtherRank,

    /// <summary>The same bank group.</summary>
    BankGroup,

    /// <summary>The same bank.</summary>
    Bank,
}
