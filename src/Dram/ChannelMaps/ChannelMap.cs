using System.Numerics;
using System.Runtime.CompilerServices;

namespace ActorSim.Dram.ChannelMaps;

/// <summary>How a request's place in its block and the block's hash make a channel.</summary>
internal enum ChannelFold
{
    /// <summary>(hash xor place) mod channels; a permutation of the block where channels are a power of two and the hash is below it.</summary>
    Xor,

    /// <summary>(hash + place) mod channels: a permutation of the block for any number of channels.</summary>
    Rotate,
}

/// <summary>
/// Which channel a request goes to: with t = address / request bytes, h = t / channels and l = t mod channels, the channel is
/// made of Hash(h) and l, and the address inside the channel is h * request bytes. The hash is linear over GF(2), so two
/// tables of ten address bits each hold all of it; plain interleaving is the hash that is 0.
/// </summary>
public sealed class ChannelMap
{
    /// <summary>Bits of h that can have a part in the hash.</summary>
    public const int HashBits = 2 * TableBits;

    /// <summary>Most channels of a machine.</summary>
    public const int MaxChannels = 65536;

    private const int TableBits = 10;
    private readonly ushort[] _low = new ushort[1 << TableBits];
    private readonly ushort[] _high = new ushort[1 << TableBits];
    private readonly ChannelFold _fold;

    // Modulo a power of two is a mask, and it distributes over xor.
    private readonly int _shift;

    /// <param name="name">Its name in the configuration.</param>
    /// <param name="channels">1 to 65536.</param>
    /// <param name="bitHashes">What bit k of h is worth in the hash; at most <see cref="HashBits"/>.</param>
    /// <param name="fold">How the hash is used.</param>
    internal ChannelMap(string name, int channels, ReadOnlySpan<ushort> bitHashes, ChannelFold fold = ChannelFold.Xor)
    {
        Name = name;
        Channels = channels;
        _fold = fold;
        _shift = fold == ChannelFold.Xor && BitOperations.IsPow2(channels) ? BitOperations.Log2((uint)channels) : -1;
        IsPlainXor = _shift >= 0;
        for (var bit = 0; bit < bitHashes.Length; bit++)
        {
            IsPlainXor &= bitHashes[bit] < channels;
            XorInto(bit < TableBits ? _low : _high, bit % TableBits, bitHashes[bit]);
        }
    }

    public string Name { get; }

    public int Channels { get; }

    /// <summary>A request's channel is hash xor place, with nothing to fold.</summary>
    public bool IsPlainXor { get; }

    /// <summary>XOR of the hash bits of <paramref name="h"/>; may exceed the channel count where that is no power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Hash(long h) => _low[(int)h & ((1 << TableBits) - 1)] ^ _high[(int)(h >> TableBits) & ((1 << TableBits) - 1)];

    /// <summary>Channel of request number <paramref name="t"/> (address / request bytes).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ChannelOf(long t) => _shift >= 0
        ? (Hash(t >> _shift) ^ (int)t) & (Channels - 1)
        : Fold(Hash(t / Channels), (int)(t % Channels));

    /// <summary>Channel of the request at <paramref name="place"/> (0 to channels - 1) in a block whose hash is <paramref name="hash"/>.</summary>
    public int Fold(int hash, int place) => (_fold == ChannelFold.Xor ? hash ^ place : hash + place) % Channels;

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
