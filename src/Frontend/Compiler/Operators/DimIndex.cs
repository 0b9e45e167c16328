using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Dimensions of a model as index expressions of the compiler.</summary>
public static class DimIndex
{
    /// <summary>The same expression over the variables that stand for the symbols.</summary>
    /// <param name="dim">A size of a tensor.</param>
    /// <param name="symbol">The variable or value of a symbol.</param>
    public static IndexExpr ToIndex(this Dim dim, Func<string, IndexExpr> symbol) => dim.Terms.Aggregate(
        IndexExpr.Zero, (sum, term) =>
            sum + term.Atoms.Aggregate(IndexExpr.Of(term.Coefficient), (product, atom) => product * Of(atom, symbol)));

    private static IndexExpr Of(DimAtom atom, Func<string, IndexExpr> symbol) => atom switch
    {
        DimAtom.Symbol s => symbol(s.Name),
        DimAtom.Floor f => IndexExpr.FloorDiv(f.Numerator.ToIndex(symbol), f.Denominator.ToIndex(symbol)),
        _ => throw new ArgumentException($"{atom.Key} is no symbol and no quotient", nameof(atom)),
    };
}
