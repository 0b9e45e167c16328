using System.Collections.Immutable;

namespace ActorSim.Frontend.Compiler.Ir.Index;

public sealed partial class IndexExpr
{
    /// <summary>floor(a / b); b must be able to be positive.</summary>
    /// <exception cref="DivideByZeroException">b is certainly not positive.</exception>
    public static IndexExpr FloorDiv(IndexExpr a, IndexExpr b)
    {
        RequirePositive(a, b);
        if (b.Equals(One)) return a;
        if (a.IsConstant && b.IsConstant) return IndexRange.Floor(a.Constant, b.Constant);
        var (whole, rest) = Split(a, b);
        if (IsBelow(rest, b)) return whole;
        return whole + Of(Reduced(IndexFactorKind.FloorDiv, rest, b));
    }

    /// <summary>a - b * floor(a / b): in [0, b).</summary>
    /// <exception cref="DivideByZeroException">b is certainly not positive.</exception>
    public static IndexExpr Mod(IndexExpr a, IndexExpr b)
    {
        RequirePositive(a, b);
        if (b.Equals(One)) return Zero;
        if (a.IsConstant && b.IsConstant) return a.Constant - b.Constant * IndexRange.Floor(a.Constant, b.Constant);
        var (_, rest) = Split(a, b);
        if (IsBelow(rest, b)) return rest;
        if (!b.IsConstant) return Of(new IndexFactor(IndexFactorKind.Mod, rest, b));
        var common = IndexFactor.Gcd(SyntacticDivisor(rest), b.Constant);
        return common <= 1
            ? Of(new IndexFactor(IndexFactorKind.Mod, rest, b))
            : Mod(Divided(rest, common), b.Constant / common) * common;
    }

    /// <summary>ceil(a / b).</summary>
    public static IndexExpr CeilDiv(IndexExpr a, IndexExpr b) => FloorDiv(a + b - One, b);

    /// <summary>True if b divides a for all values of the variables, as far as can be proven.</summary>
    public static bool Divides(IndexExpr b, IndexExpr a)
    {
        if (b.Range.Min < 1) return false;
        if (b.IsConstant && a.KnownDivisor % b.Constant == 0) return true;
        return Mod(a, b).Equals(Zero);
    }

    // a = whole * b + rest, with what is provably a multiple of b in whole. Right for all integers,
    // as floor((q b + r) / b) = q + floor(r / b).
    private static (IndexExpr Whole, IndexExpr Remainder) Split(IndexExpr a, IndexExpr b)
    {
        if (b.IsConstant) return SplitByConstant(a, b.Constant);
        if (b.Constant != 0 || b.Terms.Length != 1) return a.Equals(b) ? (One, Zero) : (Zero, a);
        var divisor = b.Terms[0];
        var whole = new List<IndexTerm>();
        long wholeConstant = 0;
        var rest = new List<IndexTerm>();
        foreach (var term in a.Terms)
        {
            if (!TryQuotient(term, divisor, out var coefficient, out var factors)) rest.Add(term);
            else if (factors.IsEmpty) wholeConstant += coefficient;
            else whole.Add(new IndexTerm(coefficient, factors));
        }

        return (Sum(wholeConstant, whole), Sum(a.Constant, rest));
    }

    private static (IndexExpr Whole, IndexExpr Remainder) SplitByConstant(IndexExpr a, long b)
    {
        var whole = new List<IndexTerm>();
        var rest = new List<IndexTerm>();
        foreach (var term in a.Terms)
        {
            var quotient = IndexRange.Floor(term.Coefficient, b);
            var remainder = term.Coefficient - quotient * b;
            if (remainder > 0 && term.Coefficient < 0) (quotient, remainder) = (0, term.Coefficient);
            if (quotient != 0) whole.Add(new IndexTerm(quotient, term.Factors));
            if (remainder != 0) rest.Add(new IndexTerm(remainder, term.Factors));
        }

        var constant = IndexRange.Floor(a.Constant, b);
        return (Sum(constant, whole), Sum(a.Constant - constant * b, rest));
    }

    private static bool TryQuotient(IndexTerm term, IndexTerm divisor, out long coefficient, out ImmutableArray<IndexFactor> factors)
    {
        coefficient = term.Coefficient / divisor.Coefficient;
        var left = term.Factors.ToList();
        var all = term.Coefficient % divisor.Coefficient == 0 && divisor.Factors.All(left.Remove);
        factors = [.. left];
        return all;
    }

    // 0 <= rest < b: by their ranges, or because a loop index is below its own symbolic extent and that divides b.
    private static bool IsBelow(IndexExpr rest, IndexExpr b)
    {
        if (rest.Range.Min < 0) return false;
        if (rest.Range.Max < b.Range.Min) return true;
        return HighestValue(rest) is { } highest && (b - One - highest).Range.Min >= 0;
    }

    // The expression with every loop index of symbolic extent replaced by extent - 1; null where it is not increasing in one of them.
    private static IndexExpr? HighestValue(IndexExpr rest)
    {
        var highest = Of(rest.Constant);
        foreach (var term in rest.Terms)
        {
            if (term.Coefficient < 0) return null;
            var product = Of(term.Coefficient);
            foreach (var factor in term.Factors)
            {
                if (factor.Range.Min < 0) return null;
                if (factor.Kind == IndexFactorKind.Variable)
                    product *= factor.Variable.Extent is { } extent ? extent - One : Of(factor);
                else if (factor.Kind == IndexFactorKind.Mod) product *= factor.Right - One;
                else return null;
            }

            highest += product;
        }

        return highest;
    }

    private static IndexFactor Reduced(IndexFactorKind kind, IndexExpr rest, IndexExpr b)
    {
        if (!b.IsConstant) return new IndexFactor(kind, rest, b);
        // floor((g r + c) / (g d)) = floor((r + floor(c / g)) / d)
        var common = b.Constant;
        foreach (var term in rest.Terms) common = IndexFactor.Gcd(common, term.Coefficient);
        if (common <= 1) return new IndexFactor(kind, rest, b);
        var constant = IndexRange.Floor(rest.Constant, common);
        var reduced = Sum(constant, rest.Terms.Select(t => new IndexTerm(t.Coefficient / common, t.Factors)));
        return new IndexFactor(kind, reduced, b.Constant / common);
    }

    private static long SyntacticDivisor(IndexExpr a)
    {
        var divisor = Math.Abs(a.Constant);
        foreach (var term in a.Terms) divisor = IndexFactor.Gcd(divisor, term.Coefficient);
        return divisor;
    }

    private static IndexExpr Divided(IndexExpr a, long by) =>
        Sum(a.Constant / by, a.Terms.Select(t => new IndexTerm(t.Coefficient / by, t.Factors)));

    private static void RequirePositive(IndexExpr a, IndexExpr b)
    {
        if (b.Range.Max < 1) throw new DivideByZeroException($"{a} is divided by {b}, which is not positive");
    }
}
