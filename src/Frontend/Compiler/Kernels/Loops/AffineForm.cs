using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// An index expression as rest + sum of coefficient * variable over given variables; coefficients and rest are free of them.
/// </summary>
internal sealed class AffineForm
{
    private readonly SortedDictionary<string, (IndexVar Var, IndexExpr Coefficient)> _coefficients;

    private AffineForm(SortedDictionary<string, (IndexVar, IndexExpr)> coefficients, IndexExpr rest) =>
        (_coefficients, Rest) = (coefficients, rest);

    public IndexExpr Rest { get; }

    public IEnumerable<(IndexVar Var, IndexExpr Coefficient)> Terms => _coefficients.Values;

    /// <summary>Null if the expression is not affine in the variables.</summary>
    public static AffineForm? Of(IndexExpr expression, Func<IndexVar, bool> isVariable)
    {
        var coefficients = new SortedDictionary<string, (IndexVar Var, IndexExpr Coefficient)>(StringComparer.Ordinal);
        IndexExpr rest = expression.Constant;
        foreach (var term in expression.Terms)
        {
            var moving = term.Factors.Where(f => Mentions(f, isVariable)).ToList();
            if (moving.Count > 1 || (moving.Count == 1 && moving[0].Kind != IndexFactorKind.Variable)) return null;
            var others = term.Factors.Where(f => !moving.Contains(f));
            var product = others.Aggregate(IndexExpr.Of(term.Coefficient), (p, f) => p * IndexExpr.Of(f));
            if (moving.Count == 0) rest += product;
            else
            {
                var variable = moving[0].Variable;
                var known = coefficients.TryGetValue(variable.Name, out var c) ? c.Coefficient : IndexExpr.Zero;
                coefficients[variable.Name] = (variable, known + product);
            }
        }

        return new AffineForm(coefficients, rest);
    }

    public IndexExpr Coefficient(IndexVar variable) =>
        _coefficients.TryGetValue(variable.Name, out var found) ? found.Coefficient : IndexExpr.Zero;

    private static bool Mentions(IndexFactor factor, Func<IndexVar, bool> isVariable) => factor.Kind == IndexFactorKind.Variable
        ? isVariable(factor.Variable)
        : factor.Left.Variables().Any(isVariable) || factor.Right.Variables().Any(isVariable);
}
