using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Interpreter.State;

/// <summary>An index expression with its variables replaced by places in an array of values; evaluated without allocation, checked.</summary>
internal sealed class IndexProgram
{
    private readonly long _constant;
    private readonly Term[] _terms;

    private IndexProgram(long constant, Term[] terms) => (_constant, _terms) = (constant, terms);

    public static IndexProgram Of(IndexExpr expression, IndexSlots slots) =>
        new(expression.Constant, [.. expression.Terms.Select(t => new Term(t.Coefficient, [.. t.Factors.Select(f => FactorOf(f, slots))]))]);

    public static IndexProgram[] OfAll(IEnumerable<IndexExpr> expressions, IndexSlots slots) => [.. expressions.Select(e => Of(e, slots))];

    /// <exception cref="OverflowException">An intermediate value leaves 64 bits.</exception>
    public long Evaluate(long[] values)
    {
        var sum = _constant;
        foreach (var term in _terms)
        {
            var product = term.Coefficient;
            foreach (var factor in term.Factors) product = checked(product * Evaluate(factor, values));
            sum = checked(sum + product);
        }

        return sum;
    }

    private static long Evaluate(in Factor factor, long[] values)
    {
        if (factor.Kind == IndexFactorKind.Variable) return values[factor.Slot];
        var left = factor.Left!.Evaluate(values);
        var right = factor.Right!.Evaluate(values);
        return factor.Kind switch
        {
            IndexFactorKind.FloorDiv => Floor(left, right),
            IndexFactorKind.Mod => left - right * Floor(left, right),
            IndexFactorKind.Min => Math.Min(left, right),
            _ => Math.Max(left, right),
        };
    }

    private static long Floor(long a, long b) => a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);

    private static Factor FactorOf(IndexFactor factor, IndexSlots slots) => factor.Kind == IndexFactorKind.Variable
        ? new Factor(factor.Kind, slots.Of(factor.Variable), null, null)
        : new Factor(factor.Kind, -1, Of(factor.Left, slots), Of(factor.Right, slots));

    private readonly record struct Term(long Coefficient, Factor[] Factors);

    private readonly record struct Factor(IndexFactorKind Kind, int Slot, IndexProgram? Left, IndexProgram? Right);
}
