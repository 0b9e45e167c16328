namespace ActorSim.Frontend.Tests.Systolic;

/// <summary>Plain functions in double.</summary>
internal static class ReferenceMath
{
    public static double Activate(string name, double x) => name switch
    {
        "none" => x,
        "relu" => Math.Max(x, 0),
        "relu6" => Math.Min(Math.Max(x, 0), 6),
        "sigmoid" => Sigmoid(x),
        "tanh" => Math.Tanh(x),
        "silu" => x * Sigmoid(x),
        "gelu" => x / 2 * (1 + Erf(x / Math.Sqrt(2))),
        "gelu-tanh" => x / 2 * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))),
        _ => throw new ArgumentException($"no activation '{name}'", nameof(name)),
    };

    /// <summary>Power series; for |x| below 6 exact to about 1e-12, beyond it 1.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) >= 6) return Math.Sign(x);
        double term = x, sum = x;
        for (var n = 1; n < 200; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
