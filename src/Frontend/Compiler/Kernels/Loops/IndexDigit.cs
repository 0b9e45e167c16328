using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// Floor divisions and remainders in an expression, flattened to one level: (argument div Divisor) mod Modulus (null: no remainder).
/// </summary>
public sealed record IndexDigit(IndexExpr Argument, IndexExpr Divisor, IndexExpr? Modulus)
{
    /// <summary>Every digit of the expression, the outermost form of nested ones only.</summary>
    public static IEnumerable<IndexDigit> In(IndexExpr expression)
    {
        foreach (var factor in expression.Terms.SelectMany(t => t.Factors))
        {
            if (factor.Kind == IndexFactorKind.Variable) continue;
            if (factor.Kind is IndexFactorKind.Min or IndexFactorKind.Max)
            {
                foreach (var inner in In(factor.Left).Concat(In(factor.Right))) yield return inner;
                continue;
            }

            var digit = Flatten(factor);
            yield return digit;
            foreach (var inner in In(digit.Argument)) yield return inner;
        }
    }

    /// <summary>The digit that a factor is, nested digits composed where the rules of composition allow.</summary>
    public static IndexDigit Flatten(IndexFactor factor)
    {
        var digit = factor.Kind == IndexFactorKind.FloorDiv
            ? new IndexDigit(factor.Left, factor.Right, null)
            : new IndexDigit(factor.Left, IndexExpr.One, factor.Right);
        while (Inner(digit.Argument) is { } inner && Compose(inner, digit) is { } composed) digit = composed;
        return digit;
    }

    // ((v div a) mod m) div b = (v div ab) mod (m / b) if b divides m;  ((v div a) mod m) div b mod n = (v div ab) mod n if b n divides m.
    private static IndexDigit? Compose(IndexDigit inner, IndexDigit outer)
    {
        var divisor = inner.Divisor * outer.Divisor;
        if (inner.Modulus is not { } modulus) return new IndexDigit(inner.Argument, divisor, outer.Modulus);
        if (outer.Modulus is { } taken)
            return IndexExpr.Divides(outer.Divisor * taken, modulus) ? new IndexDigit(inner.Argument, divisor, taken) : null;
        return IndexExpr.Divides(outer.Divisor, modulus)
            ? new IndexDigit(inner.Argument, divisor, IndexExpr.FloorDiv(modulus, outer.Divisor))
            : null;
    }

    private static IndexDigit? Inner(IndexExpr argument)
    {
        if (argument.Constant != 0 || argument.Terms.Length != 1) return null;
        var term = argument.Terms[0];
        var isDigit = term.Coefficient == 1 && term.Factors.Length == 1
            && term.Factors[0].Kind is IndexFactorKind.FloorDiv or IndexFactorKind.Mod;
        return isDigit ? Flatten(term.Factors[0]) : null;
    }
}
