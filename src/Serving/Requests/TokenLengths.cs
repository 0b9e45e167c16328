namespace ActorSim.Serving.Requests;

/// <summary>Lengths of prompts or outputs, in tokens, each 1 or more. The same seed gives the same lengths.</summary>
public abstract class TokenLengths
{
    /// <summary>Longer ones are cut: 2^20 tokens.</summary>
    public const int Most = 1 << 20;

    /// <summary>The next length.</summary>
    public abstract int Next(Random random);

    /// <summary>Always the same.</summary>
    /// <param name="tokens">1 to <see cref="Most"/>.</param>
    public static TokenLengths Fixed(int tokens) => new Drawn(_ => tokens);

    /// <summary>All lengths from <paramref name="least"/> to <paramref name="most"/> alike.</summary>
    public static TokenLengths Uniform(int least, int most) => new Drawn(random => random.Next(least, most + 1));

    /// <summary>Logarithms are normally distributed: what traces of public services look like.</summary>
    /// <param name="median">Of the lengths, tokens, above 0.</param>
    /// <param name="sigma">Standard deviation of the natural logarithm, 0 or more.</param>
    public static TokenLengths LogNormal(double median, double sigma) => new Drawn(random => median * Math.Exp(sigma * Normal(random)));

    /// <summary>Geometric: each token is the last one with the same probability.</summary>
    /// <param name="mean">Tokens, 1 or more.</param>
    public static TokenLengths Geometric(double mean) =>
        new Drawn(random => mean <= 1 ? 1 : 1 + Math.Floor(Math.Log(1 - random.NextDouble()) / Math.Log(1 - (1 / mean))));

    // Box and Muller.
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private sealed class Drawn(Func<Random, double> draw) : TokenLengths
    {
        public override int Next(Random random) => (int)Math.Clamp(Math.Round(draw(random)), 1, Most);
    }
}
