using System.Numerics;

namespace ActorSim.Actors.Scheduler.Arrivals;

/// <summary>A length of time in core cycles, as an exact fraction: n of them do not drift, whatever the clock.</summary>
public sealed record Interval
{
    private readonly BigInteger _numerator;
    private readonly BigInteger _denominator;

    private Interval(BigInteger numerator, BigInteger denominator) => (_numerator, _denominator) = (numerator, denominator);

    /// <summary>Nothing.</summary>
    public static Interval Zero { get; } = new(0, 1);

    /// <param name="cycles">At least 0.</param>
    public static Interval OfCycles(decimal cycles)
    {
        var (value, scale) = Exact(cycles);
        return new Interval(value, scale);
    }

    /// <param name="seconds">At least 0.</param>
    /// <param name="coreHz">Clock of the cores.</param>
    public static Interval OfSeconds(decimal seconds, long coreHz)
    {
        var (value, scale) = Exact(seconds);
        return new Interval(value * coreHz, scale);
    }

    /// <summary>The mean distance at a rate.</summary>
    /// <param name="perSecond">More than 0.</param>
    /// <param name="coreHz">Clock of the cores.</param>
    public static Interval OfRate(decimal perSecond, long coreHz)
    {
        var (value, scale) = Exact(perSecond);
        return new Interval(scale * coreHz, value);
    }

    /// <summary>The first whole cycle at or after <paramref name="times"/> / 2^<paramref name="binaryPlaces"/> of this.</summary>
    /// <exception cref="OverflowException">It leaves 63 bits.</exception>
    public long Ceiling(BigInteger times, int binaryPlaces = 0)
    {
        var divisor = _denominator << binaryPlaces;
        return checked((long)(((times * _numerator) + divisor - 1) / divisor));
    }

    /// <summary>In cycles, rounded.</summary>
    public double ToDouble() => (double)_numerator / (double)_denominator;

    private static (BigInteger Value, BigInteger Scale) Exact(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var value = new BigInteger((uint)parts[0]) + (new BigInteger((uint)parts[1]) << 32) + (new BigInteger((uint)parts[2]) << 64);
        return (parts[3] < 0 ? -value : value, BigInteger.Pow(10, (parts[3] >> 16) & 0xff));
    }
}
