namespace ActorSim.Frontend.Interpreter.Body;

/// <summary>
/// erf in double precision: Taylor's series around the nearest of the points 0, 1/32, 2/32, .. 6, where the derivatives follow from
/// f' = 2 / sqrt(pi) exp(-x^2) and f(n+1) = -2 x f(n) - 2 (n - 1) f(n-1). From 6 on erf is 1 in double precision.
/// </summary>
internal static class ErrorFunction
{
    private const int PerUnit = 32;
    private const int Orders = 11;
    private const double End = 6;

    private static readonly double[][] Coefficients = [.. Enumerable.Range(0, (int)End * PerUnit + 1).Select(Expand)];

    public static double Erf(double x)
    {
        if (double.IsNaN(x)) return x;
        var magnitude = Math.Abs(x);
        if (magnitude >= End) return Math.Sign(x);
        var point = (int)(magnitude * PerUnit + 0.5);
        var delta = magnitude - (double)point / PerUnit;
        var coefficients = Coefficients[point];
        var sum = 0.0;
        for (var n = coefficients.Length - 1; n >= 0; n--) sum = sum * delta + coefficients[n];
        return x < 0 ? -sum : sum;
    }

    private static double[] Expand(int point)
    {
        var x = (double)point / PerUnit;
        var (before, derivative) = (0.0, 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x));
        var result = new double[Orders];
        result[0] = Series(x);
        var factorial = 1.0;
        for (var n = 1; n < Orders; n++)
        {
            factorial *= n;
            result[n] = derivative / factorial;
            (before, derivative) = (derivative, -2 * x * derivative - 2 * (n - 1) * before);
        }

        return result;
    }

    // erf x = 2 / sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (1 3 5 .. (2n+1)): all terms positive, so nothing cancels.
    private static double Series(double x)
    {
        var (term, sum) = (x, 0.0);
        for (var n = 0; term > sum * 1e-18; n++)
        {
            sum += term;
            term *= 2 * x * x / (2 * n + 3);
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
