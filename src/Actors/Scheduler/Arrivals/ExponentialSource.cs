namespace ActorSim.Actors.Scheduler.Arrivals;

/// <summary>
/// Exponentially distributed numbers of mean 1, the same on every machine: only whole numbers are added and compared (J. von Neumann,
/// "Various techniques used in connection with random digits", 1951). The n-th draw of uniform bits is a function of seed and n:
/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
/// </summary>
public sealed class ExponentialSource(ulong seed)
{
    /// <summary>Binary places of a number.</summary>
    public const int BinaryPlaces = 64;

    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _draws;

    /// <summary>The next number, times 2^<see cref="BinaryPlaces"/>.</summary>
    public UInt128 Next()
    {
        // The run x > u2 > u3 > ... has odd length with probability exp(-x); every run that has not adds one whole.
        for (ulong whole = 0; ; whole++)
        {
            var first = Draw();
            var odd = true;
            for (var last = first; Draw() is var next && next < last; last = next)
            {
                odd = !odd;
            }

            if (odd)
            {
                return new UInt128(whole, first);
            }
        }
    }

    private ulong Draw()
    {
        var x = seed + (++_draws * Golden);
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
