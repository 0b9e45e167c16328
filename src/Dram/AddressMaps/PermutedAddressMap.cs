using ActorSim.Dram.Standards;

namespace ActorSim.Dram.AddressMaps;

/// <summary>Fields side by side in a given order, from the least significant bit; bits above the last are ignored.</summary>
public sealed class PermutedAddressMap : IAddressMap
{
    private readonly int[] _shift = new int[AddressFields.Count];
    private readonly int[] _mask = new int[AddressFields.Count];
    private readonly int _rankBits, _groupBits, _bankBits;

    internal PermutedAddressMap(DramStandard standard, ReadOnlySpan<AddressField> fromLow)
    {
        standard.Validate();
        var shift = AddressFields.OffsetBits(standard);
        foreach (var field in fromLow)
        {
            var bits = AddressFields.Bits(standard, field);
            _shift[(int)field] = shift;
            _mask[(int)field] = (1 << bits) - 1;
            shift += bits;
        }

        _rankBits = AddressFields.Bits(standard, AddressField.Rank);
        _groupBits = AddressFields.Bits(standard, AddressField.BankGroup);
        _bankBits = AddressFields.Bits(standard, AddressField.Bank);
    }

    /// <inheritdoc/>
    public DramLocation Decode(long address)
    {
        var bank = Field(address, AddressField.PseudoChannel) << _rankBits | Field(address, AddressField.Rank);
        bank = bank << _groupBits | Field(address, AddressField.BankGroup);
        bank = bank << _bankBits | Field(address, AddressField.Bank);
        return new DramLocation(bank, Field(address, AddressField.Row), Field(address, AddressField.Column));
    }

    private int Field(long address, AddressField field) => (int)(address >> _shift[(int)field]) & _mask[(int)field];
}
