using System.Numerics;
using System.Runtime.CompilerServices;

namespace ActorSim.Actors.Dram;

/// <summary>
/// Which channel a request goes to: with t = address / request bytes, h = t / channels and l = t mod channels, the channel is
/// (Hash(h) xor l) mod channels, and the address inside the channel is h * request bytes. The hash is linear over GF(2), so two
/// tables of ten address bits each hold all of it; plain interleaving is the hash that is 0.
/// </summary>
public sealed class ChannelMap
{
    private const int TableBits = 10;
    private readonly int _shift;
    private readonly ushort[] _low = new ushort[1 << TableBits];
    private readonly ushort[] _high = new ushort[1 << TableBits];

    /// <param name="name">Its name in the configuration.</param>
    /// <param name="channels">1 to 65536.</param>
    /// <param name="hashBits">For each channel bit the bits of h that are XORed into it; bits 0 to 19.</param>
    internal ChannelMap(string name, int channels, ReadOnlySpan<int[]> hashBits)
    {
        Name = name;
        Channels = channels;
        _shift = BitOperations.IsPow2(channels) ? BitOperations.Log2((uint)channels) : -1;
        for (var bit = 0; bit < hashBits.Length; bit++)
        {
            foreach (var k in hashBits[bit])
            {
                XorInto(k < TableBits ? _low : _high, k % TableBits, (ushort)(1 << bit));
            }
        }
    }

    public string Name { get; }

    public int Channels { get; }

    /// <summary>XOR of the hash bits of <paramref name="h"/>; may exceed the channel count where that is no power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Hash(long h) => _low[(int)h & ((1 << TableBits) - 1)] ^ _high[(int)(h >> TableBits) & ((1 << TableBits) - 1)];

    /// <summary>Channel of request number <paramref name="t"/> (address / request bytes).</summary>
    public int ChannelOf(long t) =>
        _shift >= 0 ? (Hash(t >> _shift) ^ (int)t) & (Channels - 1) : (Hash(t / Channels) ^ (int)(t % Channels)) % Channels;

    private static void XorInto(ushort[] table, int bit, ushort value)
    {
        for (var i = 0; i < table.Length; i++)
        {
            if ((i >> bit & 1) != 0)
            {
                table[i] ^= value;
            }
        }
    }
}
