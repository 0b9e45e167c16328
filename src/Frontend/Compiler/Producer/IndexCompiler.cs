using System.Linq.Expressions;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>Index expressions as checked machine arithmetic over local variables.</summary>
internal sealed class IndexCompiler(IReadOnlyDictionary<string, ParameterExpression> variables)
{
    public Expression Of(IndexExpr index)
    {
        Expression? sum = null;
        foreach (var term in index.Terms)
        {
            Expression product = Of(term.Factors[0]);
            for (var n = 1; n < term.Factors.Length; n++) product = Expression.MultiplyChecked(product, Of(term.Factors[n]));
            if (term.Coefficient != 1) product = Expression.MultiplyChecked(product, Expression.Constant(term.Coefficient));
            sum = sum is null ? product : Expression.AddChecked(sum, product);
        }

        if (sum is null) return Expression.Constant(index.Constant);
        return index.Constant == 0 ? sum : Expression.AddChecked(sum, Expression.Constant(index.Constant));
    }

    private Expression Of(IndexFactor factor)
    {
        if (factor.Kind == IndexFactorKind.Variable) return variables[factor.Variable.Name];
        var (left, right) = (Of(factor.Left), Of(factor.Right));
        return factor.Kind switch
        {
            IndexFactorKind.FloorDiv => Expression.Call(typeof(IndexMath), nameof(IndexMath.FloorDiv), null, left, right),
            IndexFactorKind.Mod => Expression.Call(typeof(IndexMath), nameof(IndexMath.Mod), null, left, right),
            IndexFactorKind.Min => Expression.Call(typeof(Math), nameof(Math.Min), null, left, right),
            _ => Expression.Call(typeof(Math), nameof(Math.Max), null, left, right),
        };
    }
}
