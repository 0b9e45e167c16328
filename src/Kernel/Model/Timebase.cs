namespace ActorSim.Kernel.Model;

/// <summary>
/// The tick that divides every clock's period: its frequency is the least common multiple of the clocks' frequencies, times
/// <see cref="TicksPerEdge"/>. Every clock edge is then an exact integer.
/// </summary>
public sealed class Timebase
{
    /// <summary>Ticks between neighbouring edges of the fastest common grid: even ticks are edges, odd ones lie between two edges
    /// (the scheduler works there, so that it has a positive lookahead in both directions).</summary>
    public const int TicksPerEdge = 2;

    // At the highest tick rate that is accepted, 2^63 ticks still are more than half a simulated minute.
    private const long HighestHz = long.MaxValue / 32;

    /// <exception cref="ArgumentOutOfRangeException">A frequency is not positive, or the common tick would be finer than the range of
    /// time allows.</exception>
    public Timebase(params ReadOnlySpan<long> frequenciesHz)
    {
        var common = 1L;
        foreach (var hz in frequenciesHz)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hz);
            var missing = hz / Gcd(common, hz);
            if (common > HighestHz / TicksPerEdge / missing)
            {
                throw new ArgumentOutOfRangeException(nameof(frequenciesHz), hz,
                    "the clocks have no common tick coarse enough to simulate with; choose frequencies with larger common factors");
            }

            common *= missing;
        }

        TicksPerSecond = common * TicksPerEdge;
    }

    /// <summary>Ticks per simulated second, in Hz.</summary>
    public long TicksPerSecond { get; }

    /// <summary>The clock of <paramref name="hz"/>, which must be one of the frequencies this timebase was made of.</summary>
    public Clock Clock(string name, long hz)
    {
        if (hz <= 0 || TicksPerSecond % hz != 0)
        {
            throw new ArgumentException($"clock '{name}': {hz} Hz is not a clock of this timebase", nameof(hz));
        }

        return new Clock(name, hz, TicksPerSecond / hz);
    }

    private static long Gcd(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
