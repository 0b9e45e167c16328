namespace ActorSim.Dram.AddressMaps;

/// <summary>Parts of a channel-local address.</summary>
internal enum AddressField
{
    Column,
    PseudoChannel,
    Rank,
    BankGroup,
    Bank,
    Row,
}
