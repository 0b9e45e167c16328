using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ActorSim.Frontend.Compiler.Ir.Index;

public sealed partial class IndexExpr
{
    public static implicit operator IndexExpr(long value) => Of(value);

    public static implicit operator IndexExpr(IndexVar variable) => Of(variable);

    public static IndexExpr operator +(IndexExpr a, IndexExpr b) =>
        Sum(checked(a.Constant + b.Constant), a.Terms.Concat(b.Terms));

    public static IndexExpr operator -(IndexExpr a) => a * -1;

    public static IndexExpr operator -(IndexExpr a, IndexExpr b) => a + -b;

    public static IndexExpr operator *(IndexExpr a, IndexExpr b)
    {
        var terms = new List<IndexTerm>();
        foreach (var term in a.Terms)
        {
            if (b.Constant != 0) terms.Add(new IndexTerm(checked(term.Coefficient * b.Constant), term.Factors));
            foreach (var other in b.Terms)
                terms.Add(new IndexTerm(checked(term.Coefficient * other.Coefficient), Product(term.Factors, other.Factors)));
        }

        if (a.Constant != 0)
            foreach (var other in b.Terms) terms.Add(new IndexTerm(checked(other.Coefficient * a.Constant), other.Factors));
        return Sum(checked(a.Constant * b.Constant), terms);
    }

    public static IndexExpr Min(IndexExpr a, IndexExpr b)
    {
        if (a.Equals(b) || (a - b).Range.Max <= 0) return a;
        if ((a - b).Range.Min >= 0) return b;
        return Of(Ordered(IndexFactorKind.Min, a, b));
    }

    public static IndexExpr Max(IndexExpr a, IndexExpr b)
    {
        if (a.Equals(b) || (a - b).Range.Min >= 0) return a;
        if ((a - b).Range.Max <= 0) return b;
        return Of(Ordered(IndexFactorKind.Max, a, b));
    }

    /// <summary>The expression with variables replaced; simplified anew.</summary>
    public IndexExpr Substitute(Func<IndexVar, IndexExpr?> replacement)
    {
        var result = Of(Constant);
        foreach (var term in Terms)
        {
            var product = Of(term.Coefficient);
            foreach (var factor in term.Factors) product *= Replace(factor, replacement);
            result += product;
        }

        return result;
    }

    public IndexExpr Substitute(IReadOnlyDictionary<IndexVar, IndexExpr> replacement) =>
        Substitute(v => replacement.TryGetValue(v, out var r) ? r : null);

    /// <summary>The value for given variables.</summary>
    /// <exception cref="OverflowException">An intermediate value leaves 64 bits.</exception>
    /// <exception cref="DivideByZeroException">A divisor is 0.</exception>
    public long Evaluate(Func<IndexVar, long> value)
    {
        var sum = Constant;
        foreach (var term in Terms)
        {
            var product = term.Coefficient;
            foreach (var factor in term.Factors) product = checked(product * Evaluate(factor, value));
            sum = checked(sum + product);
        }

        return sum;
    }

    internal static IndexExpr Sum(long constant, IEnumerable<IndexTerm> terms)
    {
        var byKey = new Dictionary<string, IndexTerm>(StringComparer.Ordinal);
        foreach (var term in terms)
        {
            var coefficient = byKey.TryGetValue(term.Key, out var known) ? checked(known.Coefficient + term.Coefficient) : term.Coefficient;
            if (coefficient == 0) byKey.Remove(term.Key);
            else byKey[term.Key] = coefficient == term.Coefficient ? term : new IndexTerm(coefficient, term.Factors);
        }

        if (byKey.Count == 0) return Of(constant);
        var ordered = byKey.Values.ToArray();
        if (ordered.Length > 1) Array.Sort(ordered, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return new IndexExpr(constant, ImmutableCollectionsMarshal.AsImmutableArray(ordered));
    }

    private static ImmutableArray<IndexFactor> Product(ImmutableArray<IndexFactor> a, ImmutableArray<IndexFactor> b) =>
        [.. a.Concat(b).OrderBy(f => f.Text, StringComparer.Ordinal)];

    private static IndexFactor Ordered(IndexFactorKind kind, IndexExpr a, IndexExpr b) =>
        string.CompareOrdinal(a._text, b._text) <= 0 ? new IndexFactor(kind, a, b) : new IndexFactor(kind, b, a);

    private static IndexExpr Replace(IndexFactor factor, Func<IndexVar, IndexExpr?> replacement)
    {
        if (factor.Kind == IndexFactorKind.Variable) return replacement(factor.Variable) ?? Of(factor);
        var left = factor.Left.Substitute(replacement);
        var right = factor.Right.Substitute(replacement);
        return factor.Kind switch
        {
            IndexFactorKind.FloorDiv => FloorDiv(left, right),
            IndexFactorKind.Mod => Mod(left, right),
            IndexFactorKind.Min => Min(left, right),
            _ => Max(left, right),
        };
    }

    private static long Evaluate(IndexFactor factor, Func<IndexVar, long> value)
    {
        if (factor.Kind == IndexFactorKind.Variable) return value(factor.Variable);
        var left = factor.Left.Evaluate(value);
        var right = factor.Right.Evaluate(value);
        return factor.Kind switch
        {
            IndexFactorKind.FloorDiv => IndexRange.Floor(left, right),
            IndexFactorKind.Mod => left - right * IndexRange.Floor(left, right),
            IndexFactorKind.Min => Math.Min(left, right),
            _ => Math.Max(left, right),
        };
    }
}
