using System.Numerics;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.AddressMaps;

/// <summary>Where a channel-local address lives. One small class per mapping.</summary>
public interface IAddressMap
{
    /// <summary>Place of <paramref name="address"/> (bytes, channel bits removed, not negative).</summary>
    DramLocation Decode(long address);
}

/// <summary>
/// Place of one request: <paramref name="Bank"/> is flat within the channel (pseudo-channel major, then bank group, then bank),
/// <paramref name="Column"/> counts requests (bursts) within the row.
/// </summary>
public readonly record struct DramLocation(int Bank, int Row, int Column);

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

/// <summary>Widths of the parts of an address of one standard.</summary>
internal static class AddressFields
{
    /// <summary>How many there are.</summary>
    public const int Count = 6;

    public static int OffsetBits(DramStandard s) => Log2(s.RequestBytes);

    public static int Bits(DramStandard s, AddressField field) => Log2(field switch
    {
        AddressField.Column => s.Columns / s.PrefetchWords,
        AddressField.PseudoChannel => s.PseudoChannels,
        AddressField.Rank => s.Ranks,
        AddressField.BankGroup => s.BankGroups,
        AddressField.Bank => s.BanksPerGroup,
        _ => s.Rows,
    });

    private static int Log2(int value) => BitOperations.Log2((uint)value);
}
