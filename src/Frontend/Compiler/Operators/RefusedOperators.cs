namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Operators that cannot become kernels, with the reason.</summary>
internal static class RefusedOperators
{
    private const string Sized = "the size of the output depends on data";
    private const string Random = "draws at random: there is no result to compare with, and no generator on the machine";

    private static readonly (string Operator, string Reason)[] Reasons =
    [
        ("NonZero", Sized), ("Unique", Sized), ("NonMaxSuppression", Sized),
        ("Bernoulli", Random), ("RandomNormal", Random), ("RandomNormalLike", Random), ("RandomUniform", Random),
        ("RandomUniformLike", Random), ("Multinomial", Random),
        ("TfIdfVectorizer", "counts words of a vocabulary, which no unit does"),
    ];

    public static IEnumerable<OperatorLowering> All => Reasons.Select(r =>
        new OperatorLowering(r.Operator, (_, _) => throw new ArgumentException(r.Reason), (_, _) => r.Reason));
}
