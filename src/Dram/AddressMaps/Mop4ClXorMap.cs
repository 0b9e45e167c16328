using ActorSim.Dram.Standards;

namespace ActorSim.Dram.AddressMaps;

/// <summary>
/// MOP4CLXOR: four requests of a row, then the next rank or pseudo-channel, bank group and bank (minimalist open page, D. Kaseridis et al.,
/// MICRO 2011); each field is XORed with the column bits from bit 0 on, in that order, row last (Ramulator 2.1's rule).
/// </summary>
public sealed class Mop4ClXorMap : IAddressMap
{
    private const int ChunkBits = 2;
    private readonly int _offset, _pcBits, _rankBits, _groupBits, _bankBits, _columnBits, _rowMask;

    /// <exception cref="ArgumentException">A row has fewer than four requests.</exception>
    public Mop4ClXorMap(DramStandard standard)
    {
        standard.Validate();
        _offset = AddressFields.OffsetBits(standard);
        _pcBits = AddressFields.Bits(standard, AddressField.PseudoChannel);
        _rankBits = AddressFields.Bits(standard, AddressField.Rank);
        _groupBits = AddressFields.Bits(standard, AddressField.BankGroup);
        _bankBits = AddressFields.Bits(standard, AddressField.Bank);
        _columnBits = AddressFields.Bits(standard, AddressField.Column);
        _rowMask = standard.Rows - 1;
        if (_columnBits < ChunkBits) throw new ArgumentException($"MOP4CLXOR needs 4 requests in a row, {standard.Name} has {1 << _columnBits}");
    }

    /// <inheritdoc/>
    public DramLocation Decode(long address)
    {
        var rest = address >> _offset;
        var low = Take(ref rest, ChunkBits);
        var pseudoChannel = Take(ref rest, _pcBits);
        var rank = Take(ref rest, _rankBits);
        var group = Take(ref rest, _groupBits);
        var bank = Take(ref rest, _bankBits);
        var column = Take(ref rest, _columnBits - ChunkBits) << ChunkBits | low;
        var mix = (long)column;
        pseudoChannel ^= Take(ref mix, _pcBits);
        rank ^= Take(ref mix, _rankBits);
        group ^= Take(ref mix, _groupBits);
        bank ^= Take(ref mix, _bankBits);
        var row = ((int)rest ^ (int)mix) & _rowMask;
        return new DramLocation((((pseudoChannel << _rankBits | rank) << _groupBits) | group) << _bankBits | bank, row, column);
    }

    private static int Take(ref long rest, int bits)
    {
        var value = (int)rest & ((1 << bits) - 1);
        rest >>= bits;
        return value;
    }
}
