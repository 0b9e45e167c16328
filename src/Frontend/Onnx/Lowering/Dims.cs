using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir.Index;
using ActorSim.Frontend.Kernels;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Sizes of models as index expressions; symbols become sizes of the module.</summary>
internal static class Dims
{
    public static IndexExpr ToIndex(this Dim dim, ModuleBuilder module)
    {
        var sum = IndexExpr.Zero;
        foreach (var term in dim.Terms)
        {
            IndexExpr product = term.Coefficient;
            foreach (var atom in term.Atoms) product *= Atom(atom, module);
            sum += product;
        }

        return sum;
    }

    private static IndexExpr Atom(DimAtom atom, ModuleBuilder module) => atom switch
    {
        DimAtom.Symbol symbol => module.Size(symbol.Name),
        DimAtom.Floor floor => IndexExpr.FloorDiv(floor.Numerator.ToIndex(module), floor.Denominator.ToIndex(module)),
        _ => throw new ArgumentException($"'{atom.Key}' is no size"),
    };
}
