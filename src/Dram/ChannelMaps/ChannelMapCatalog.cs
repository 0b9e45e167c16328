using System.Numerics;

namespace ActorSim.Dram.ChannelMaps;

/// <summary>The channel maps by name.</summary>
public static class ChannelMapCatalog
{
    public const string Ipoly = "ipoly";
    public const string Rotate = "rotate";
    public const string Interleave = "interleave";

    // Up to here the reference takes the map of 16 channels modulo their number, power of two or not.
    private const int ReferenceChannels = 16;

    public static IReadOnlyList<string> Names { get; } = [Ipoly, Rotate, Interleave];

    /// <summary>The map that <paramref name="name"/> means for so many channels: ipoly becomes rotate above 16 where they are no power of two.</summary>
    public static string Effective(string name, int channels) =>
        name == Ipoly && channels > ReferenceChannels && !BitOperations.IsPow2(channels) ? Rotate : name;

    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="channels">1 to 65536.</param>
    /// <exception cref="ArgumentException">Unknown name.</exception>
    public static ChannelMap Create(string name, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, ChannelMap.MaxChannels);
        return Effective(name, channels) switch
        {
            Interleave => new ChannelMap(Interleave, channels, []),
            Ipoly => new ChannelMap(Ipoly, channels, BitHashes(Math.Max(channels, ReferenceChannels))),
            Rotate => new ChannelMap(Rotate, channels, BitHashes(channels), ChannelFold.Rotate),
            _ => throw new ArgumentException($"unknown channel map '{name}'; known: {string.Join(", ", Names)}", nameof(name)),
        };
    }

    // Bit k of h stands for x^(n + k) of the address's polynomial, whose remainder modulo a primitive polynomial of degree n is the channel:
    // the pseudo-random interleaving of B. R. Rau, "Pseudo-randomly interleaved memory", ISCA 1991.
    private static ushort[] BitHashes(int channels)
    {
        var degree = Math.Max(1, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)channels)));
        var polynomial = PrimitivePolynomials.Least(degree);
        var hashes = new ushort[HashedBits(degree)];
        var power = 1;
        for (var k = 1 - degree; k < hashes.Length; k++)
        {
            power = PrimitivePolynomials.TimesX(power, polynomial, degree);
            if (k >= 0)
            {
                hashes[k] = (ushort)power;
            }
        }

        return hashes;
    }

    // The tables of GPGPU-Sim and TOGSim for 16, 32 and 64 channels end earlier, and runs of the reference depend on it.
    private static int HashedBits(int degree) => degree switch
    {
        4 => 13,
        5 => 15,
        6 => 19,
        _ => ChannelMap.HashBits,
    };
}
