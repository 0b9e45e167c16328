using System.Numerics;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.AddressMaps;

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
