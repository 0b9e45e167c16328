namespace ActorSim.Dram.ChannelMaps;

/// <summary>
/// Polynomials over GF(2) as numbers, bit k being the coefficient of x^k. A polynomial P of degree n is primitive if the powers of x modulo P
/// run through all 2^n - 1 other polynomials below it before they repeat: then no two of them send address bits to channels alike.
/// </summary>
public static class PrimitivePolynomials
{
    public const int MaxDegree = 16;

    /// <summary>The least primitive polynomial of a degree.</summary>
    /// <param name="degree">1 to <see cref="MaxDegree"/>.</param>
    public static int Least(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degree, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(degree, MaxDegree);

        // x itself divides what has no constant term.
        var candidate = (1 << degree) | 1;
        while (!IsPrimitive(candidate, degree))
        {
            candidate += 2;
        }

        return candidate;
    }

    /// <summary>True if x generates everything but 0 modulo <paramref name="polynomial"/>.</summary>
    /// <param name="polynomial">Of that degree, with a constant term.</param>
    /// <param name="degree">1 to <see cref="MaxDegree"/>.</param>
    public static bool IsPrimitive(int polynomial, int degree)
    {
        var (power, order) = (TimesX(1, polynomial, degree), 1);
        while (power != 1)
        {
            power = TimesX(power, polynomial, degree);
            order++;
        }

        return order == (1 << degree) - 1;
    }

    /// <summary>x times <paramref name="value"/>, modulo <paramref name="polynomial"/>.</summary>
    /// <param name="value">Of a lower degree than the polynomial.</param>
    /// <param name="polynomial">Of that degree.</param>
    /// <param name="degree">1 to <see cref="MaxDegree"/>.</param>
    public static int TimesX(int value, int polynomial, int degree) =>
        (value << 1) ^ ((value >> (degree - 1) & 1) != 0 ? polynomial : 0);
}
