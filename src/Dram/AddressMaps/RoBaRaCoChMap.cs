using System.Numerics;
using System.Runtime.CompilerServices;
using ActorSim.Dram.Standards;

namespace ActorSim.Dram.AddressMaps;

/// <summary>
/// RoBaRaCoCh: from the least significant bit request offset, column, pseudo-channel (the "rank" of HBM), bank group, bank, row.
/// Bits above the row are ignored.
/// </summary>
public sealed class RoBaRaCoChMap : IAddressMap
{
    private readonly int _offsetBits, _columnBits, _pcBits, _groupBits, _bankBits, _rowMask;

    /// <summary>Field widths follow from the organisation of <paramref name="standard"/>.</summary>
    public RoBaRaCoChMap(DramStandard standard)
    {
        standard.Validate();
        _offsetBits = BitOperations.Log2((uint)standard.RequestBytes);
        _columnBits = BitOperations.Log2((uint)(standard.Columns / standard.PrefetchWords));
        _pcBits = BitOperations.Log2((uint)standard.PseudoChannels);
        _groupBits = BitOperations.Log2((uint)standard.BankGroups);
        _bankBits = BitOperations.Log2((uint)standard.BanksPerGroup);
        _rowMask = standard.Rows - 1;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public DramLocation Decode(long address)
    {
        var rest = address >> _offsetBits;
        var column = Take(ref rest, _columnBits);
        var pseudoChannel = Take(ref rest, _pcBits);
        var group = Take(ref rest, _groupBits);
        var bank = Take(ref rest, _bankBits);
        return new DramLocation(((pseudoChannel << _groupBits | group) << _bankBits) | bank, (int)rest & _rowMask, column);
    }

    private static int Take(ref long rest, int bits)
    {
        var value = (int)rest & ((1 << bits) - 1);
        rest >>= bits;
        return value;
    }
}
