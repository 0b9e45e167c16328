using System.Numerics;

namespace ActorSim.Tests.Oracle.Dram;

/// <summary>
/// Interleaving by runs of requests: 2^<paramref name="lineBits"/> requests in a row go to one channel, the next to the next; the channel
/// bits are taken out of the address. Ramulator 2.1's CacheLineInterleave.
/// </summary>
/// <param name="channels">A power of two, 1 to 65536.</param>
/// <param name="requestBytes">A power of two.</param>
/// <param name="lineBits">0 to 20.</param>
internal sealed class LineInterleave(int channels, int requestBytes, int lineBits)
{
    private readonly int _shift = BitOperations.Log2((uint)requestBytes) + lineBits;
    private readonly int _width = BitOperations.IsPow2(channels) && lineBits is >= 0 and <= 20
        ? BitOperations.Log2((uint)channels)
        : throw new ArgumentException($"interleaving needs a power of two of channels and 0 to 20 line bits, not {channels} and {lineBits}");

    /// <summary>Channel of an address in bytes.</summary>
    public int ChannelOf(long address) => (int)(address >> _shift) & ((1 << _width) - 1);

    /// <summary>The address within its channel.</summary>
    public long LocalOf(long address) => (address >> (_shift + _width) << _shift) | (address & ((1L << _shift) - 1));
}
