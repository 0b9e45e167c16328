using System.Collections.Immutable;

namespace ActorSim.Frontend.Compiler.Ir.Index;

/// <summary>
/// An integer expression in canonical form: a constant plus a sum of products of variables, floor divisions, remainders, minima and
/// maxima. Immutable; structurally equal expressions are equal. Arithmetic on constants is checked (<see cref="OverflowException"/>).
/// </summary>
public sealed partial class IndexExpr : IEquatable<IndexExpr>
{
    private readonly string _text;

    private IndexExpr(long constant, ImmutableArray<IndexTerm> terms)
    {
        Constant = constant;
        Terms = terms;
        _text = Render(constant, terms);
        var range = IndexRange.Exactly(constant);
        foreach (var term in terms) range = IndexRange.Add(range, term.Range);
        Range = range;
    }

    public static IndexExpr Zero { get; } = new(0, []);

    public static IndexExpr One { get; } = new(1, []);

    /// <summary>The part without variables.</summary>
    public long Constant { get; }

    /// <summary>The other parts, sorted by key.</summary>
    public ImmutableArray<IndexTerm> Terms { get; }

    /// <summary>What is known about the value from the ranges of its variables (an over-estimate).</summary>
    public IndexRange Range { get; }

    public bool IsConstant => Terms.IsEmpty;

    /// <summary>True if a size given at run time occurs in it: the one test for "symbolic" in the compiler.</summary>
    public bool IsSymbolic => Variables().Any(v => v.Kind == IndexVarKind.Size);

    /// <summary>A number (1 or more; 0 for the constant 0) that certainly divides the value.</summary>
    public long KnownDivisor
    {
        get
        {
            var divisor = Math.Abs(Constant);
            foreach (var term in Terms) divisor = IndexFactor.Gcd(divisor, term.KnownDivisor);
            return divisor;
        }
    }

    /// <summary>The variable if the expression is exactly one, else null.</summary>
    public IndexVar? AsVariable =>
        Constant == 0 && Terms.Length == 1 && Terms[0].Coefficient == 1 ? Terms[0].AsVariable : null;

    /// <summary>True if it is a constant plus a sum of constant * variable.</summary>
    public bool IsAffine => Terms.All(t => t.AsVariable is not null);

    public static IndexExpr Of(long value) => value switch { 0 => Zero, 1 => One, _ => new IndexExpr(value, []) };

    public static IndexExpr Of(IndexVar variable) => Of(new IndexFactor(variable));

    /// <summary>The value if the expression is constant.</summary>
    public bool TryConstant(out long value)
    {
        value = Constant;
        return IsConstant;
    }

    /// <summary>All variables, each once, in order of name.</summary>
    public IReadOnlyCollection<IndexVar> Variables()
    {
        var found = new List<IndexVar>();
        Collect(found);
        found.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        return found;
    }

    /// <summary>
    /// The constant coefficient of <paramref name="variable"/> if the expression is affine in it with one, else null (0 if absent).
    /// </summary>
    public long? CoefficientOf(IndexVar variable)
    {
        long coefficient = 0;
        foreach (var term in Terms)
        {
            if (term.AsVariable == variable) coefficient = term.Coefficient;
            else if (term.Factors.Any(f => Mentions(f, variable))) return null;
        }

        return coefficient;
    }

    public bool Equals(IndexExpr? other) => other is not null && _text == other._text;

    public override bool Equals(object? obj) => Equals(obj as IndexExpr);

    public override int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);

    public override string ToString() => _text;

    internal static IndexExpr Of(IndexFactor factor) => new(0, [new IndexTerm(1, [factor])]);

    private static bool Mentions(IndexFactor factor, IndexVar variable) => factor.Kind == IndexFactorKind.Variable
        ? factor.Variable == variable
        : factor.Left.Variables().Contains(variable) || factor.Right.Variables().Contains(variable);

    private static string Render(long constant, ImmutableArray<IndexTerm> terms)
    {
        if (terms.IsEmpty) return constant.ToString();
        var text = string.Join(" + ", terms.Select(t => t.ToString()));
        return constant == 0 ? text : $"{text} + {constant}";
    }

    private void Collect(List<IndexVar> found)
    {
        foreach (var factor in Terms.SelectMany(t => t.Factors))
        {
            if (factor.Kind == IndexFactorKind.Variable)
            {
                if (!found.Exists(v => v.Name == factor.Variable.Name)) found.Add(factor.Variable);
                continue;
            }

            factor.Left.Collect(found);
            factor.Right.Collect(found);
        }
    }
}
