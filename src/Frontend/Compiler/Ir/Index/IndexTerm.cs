using System.Collections.Immutable;

namespace ActorSim.Frontend.Compiler.Ir.Index;

/// <summary>A coefficient (not 0) times a product of factors (at least one, sorted by their text).</summary>
public sealed class IndexTerm
{
    internal IndexTerm(long coefficient, ImmutableArray<IndexFactor> factors)
    {
        Coefficient = coefficient;
        Factors = factors;
        Key = string.Join('*', factors.Select(f => f.Text));
    }

    public long Coefficient { get; }

    public ImmutableArray<IndexFactor> Factors { get; }

    /// <summary>
    /// The product without its coefficient, as canonical text; terms of a sum have different keys and are sorted by them.
    /// </summary>
    public string Key { get; }

    /// <summary>The variable if the term is coefficient * variable, else null.</summary>
    public IndexVar? AsVariable =>
        Factors.Length == 1 && Factors[0].Kind == IndexFactorKind.Variable ? Factors[0].Variable : null;

    public IndexRange Range
    {
        get
        {
            var range = IndexRange.Exactly(Coefficient);
            foreach (var factor in Factors) range = IndexRange.Multiply(range, factor.Range);
            return range;
        }
    }

    /// <summary>A number (1 or more) that certainly divides the term.</summary>
    public long KnownDivisor
    {
        get
        {
            Int128 product = Math.Abs(Coefficient);
            foreach (var factor in Factors) product = Int128.Min(product * factor.KnownDivisor, long.MaxValue);
            return product >= long.MaxValue ? Math.Abs(Coefficient) : (long)product;
        }
    }

    public override string ToString() => Coefficient switch
    {
        1 => Key,
        -1 => "-" + Key,
        _ => $"{Coefficient}*{Key}",
    };
}
