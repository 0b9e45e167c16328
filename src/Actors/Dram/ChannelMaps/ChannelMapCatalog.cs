namespace ActorSim.Actors.Dram;

/// <summary>The channel maps by name.</summary>
public static class ChannelMapCatalog
{
    public const string Ipoly = "ipoly";
    public const string Interleave = "interleave";

    // Bits of h that are XORed into each channel bit: the pseudo-random interleaving by irreducible polynomials of
    // B. R. Rau, "Pseudo-randomly interleaved memory", ISCA 1991, with the polynomials of GPGPU-Sim's and TOGSim's tables.
    private static readonly int[][] Ipoly16 =
        [[11, 10, 9, 8, 6, 4, 3, 0], [12, 8, 7, 6, 5, 3, 1, 0], [9, 8, 7, 6, 4, 2, 1], [10, 9, 8, 7, 5, 3, 2]];

    private static readonly int[][] Ipoly32 =
        [[13, 12, 11, 10, 9, 6, 5, 3, 0], [14, 13, 12, 11, 10, 7, 6, 4, 1], [14, 10, 9, 8, 7, 6, 3, 2, 0],
            [11, 10, 9, 8, 7, 4, 3, 1], [12, 11, 10, 9, 8, 5, 4, 2]];

    private static readonly int[][] Ipoly64 =
        [[18, 17, 16, 15, 12, 10, 6, 5, 0], [15, 13, 12, 11, 10, 7, 5, 1, 0], [16, 14, 13, 12, 11, 8, 6, 2, 1],
            [17, 15, 14, 13, 12, 9, 7, 3, 2], [18, 16, 15, 14, 13, 10, 8, 4, 3], [17, 16, 15, 14, 11, 9, 5, 4]];

    public static IReadOnlyList<string> Names { get; } = [Ipoly, Interleave];

    /// <exception cref="ArgumentException">Unknown name, or a channel count that the map has no polynomial for.</exception>
    public static ChannelMap Create(string name, int channels) => name switch
    {
        Interleave => new ChannelMap(name, channels, []),
        Ipoly => new ChannelMap(name, channels, IpolyBits(channels)),
        _ => throw new ArgumentException($"unknown channel map '{name}'; known: {string.Join(", ", Names)}", nameof(name)),
    };

    private static int[][] IpolyBits(int channels) => channels switch
    {
        >= 1 and <= 16 => Ipoly16,
        32 => Ipoly32,
        64 => Ipoly64,
        _ => throw new ArgumentException(
            $"the channel map '{Ipoly}' has polynomials for 1 to 16, 32 and 64 channels, not for {channels}; use one of these or '{Interleave}'",
            nameof(channels)),
    };
}
