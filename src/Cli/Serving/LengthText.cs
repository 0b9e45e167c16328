using System.Globalization;
using ActorSim.Cli.Errors;
using ActorSim.Serving.Requests;

namespace ActorSim.Cli.Serving;

/// <summary>Lengths of prompts and outputs as written on the command line.</summary>
internal static class LengthText
{
    private const string Forms = "N, uniform(LEAST,MOST), lognormal(MEDIAN,SIGMA) or geometric(MEAN), in tokens; for example 512 or lognormal(512,0.8)";
    private const double MostSigma = 4;

    /// <exception cref="InputException">It is none.</exception>
    public static TokenLengths Parse(string option, string text)
    {
        if (Whole(text) is { } tokens)
        {
            return TokenLengths.Fixed(tokens);
        }

        var open = text.IndexOf('(', StringComparison.Ordinal);
        var kind = open > 0 && text.EndsWith(')') ? text[..open] : "";
        string[] given = kind.Length > 0 ? text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries) : [];
        return (kind, given) switch
        {
            ("uniform", [var least, var most]) when Whole(least) is { } a && Whole(most) is { } b && a <= b => TokenLengths.Uniform(a, b),
            ("lognormal", [var median, var sigma]) when Number(median) is >= 1 and <= TokenLengths.Most and var m && Number(sigma) is <= MostSigma and var s
                => TokenLengths.LogNormal(m, s),
            ("geometric", [var mean]) when Number(mean) is >= 1 and <= TokenLengths.Most and var m => TokenLengths.Geometric(m),
            _ => throw new InputException($"{option} '{text}': expected {Forms}"),
        };
    }

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
        && n is >= 1 and <= TokenLengths.Most ? n : null;

    private static double? Number(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var n) ? n : null;
}
