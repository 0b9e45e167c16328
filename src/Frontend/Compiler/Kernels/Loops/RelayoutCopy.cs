using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// A load that no axis split makes affine, because its digits are of a sum of axes or because another load cuts the same axis at other
/// boundaries (PyTorchSim's frontend, 2.4): it is copied into the order in which it is read, by a kernel with an axis for that sum alone.
/// </summary>
/// <param name="Load">The load to replace.</param>
/// <param name="Argument">What its digits are digits of: at least 0.</param>
internal sealed record RelayoutCopy(LoopLoad Load, IndexExpr Argument)
{
    /// <summary>The next load to copy: the one of the smallest tensor, the first of equal ones; null if there is none.</summary>
    public static RelayoutCopy? Next(LoopKernel kernel) =>
        kernel.AllOps().OfType<LoopLoad>().Select(Of).Where(c => c is not null).MinBy(c => c!.Load.Tensor.Elements.Constant);

    /// <summary>The copying kernel, and the kernel that reads the copy instead.</summary>
    public (LoopKernel Copy, LoopKernel Consumer) Apply(LoopKernel kernel, ModuleBuilder module)
    {
        var others = Others();
        var flat = IndexVar.Loop(module.Unique("p"), Argument.Range.Max + 1);
        IndexVar[] axes = [flat, .. others.Select(o => IndexVar.Loop(module.Unique("p"), o.Extent!))];
        var tensor = module.Tensor(Load.Tensor.Name + "-relayout", Load.Type, axes.Select(a => a.Extent!), TensorRole.Intermediate);
        var moved = others.Select((o, k) => (o, (IndexExpr)axes[k + 1])).ToDictionary(p => p.o, p => p.Item2);
        var source = Replaced(Load.Offset, flat).Substitute(moved);
        VectorOp[] body =
        [
            Load with { Offset = source },
            new LoopStore(Load.Type, tensor, TensorView.RowMajor(tensor.Shape, [.. axes.Select(a => (IndexExpr)a)]), [], 0, false),
        ];
        var reading = Load with { Tensor = tensor, Offset = TensorView.RowMajor(tensor.Shape, [Argument, .. others.Select(o => (IndexExpr)o)]) };
        VectorOp Replace(VectorOp op) => op is LoopLoad load && load.Key == Load.Key ? reading : op;
        var consumer = kernel with { Stages = [.. kernel.Stages.Select(s => s with { Body = [.. s.Body.Select(Replace)] })] };
        return (new LoopKernel(kernel.Name + "-relayout", [.. axes], [new LoopStage([], [.. body])]), consumer);
    }

    private static RelayoutCopy? Of(LoopLoad load)
    {
        if (!load.Symbols.IsEmpty || !load.Guards.IsEmpty || !load.Tensor.Elements.IsConstant) return null;
        if (load.Tensor.Role == TensorRole.Intermediate && load.Tensor.Name.Contains("-relayout")) return null;
        var arguments = IndexDigit.In(load.Offset).Select(d => d.Argument).Distinct().ToList();
        if (arguments.Count != 1 || !arguments[0].IsAffine) return null;
        var copy = new RelayoutCopy(load, arguments[0]);
        return copy.IsWorthIt() ? copy : null;
    }

    // A copy far larger than the tensor moves more than computing the addresses costs.
    private bool IsWorthIt()
    {
        if (Argument.Range.Min < 0 || Argument.Range.Max >= int.MaxValue) return false;
        var size = (double)Argument.Range.Max + 1;
        foreach (var other in Others())
        {
            if (other.Extent is not { IsConstant: true } extent) return false;
            size *= extent.Constant;
        }

        return size <= 4.0 * Load.Tensor.Elements.Constant;
    }

    // Axes that the address depends on outside its digits.
    private List<IndexVar> Others() => [.. Replaced(Load.Offset, null).Variables().Where(v => v.Kind == IndexVarKind.Loop)];

    // The offset with the argument of every digit replaced by one variable (null: by 0).
    private IndexExpr Replaced(IndexExpr expression, IndexVar? variable)
    {
        var sum = IndexExpr.Of(expression.Constant);
        foreach (var term in expression.Terms)
            sum += term.Factors.Aggregate(IndexExpr.Of(term.Coefficient), (product, factor) => product * Replaced(factor, variable));
        return sum;
    }

    private IndexExpr Replaced(IndexFactor factor, IndexVar? variable)
    {
        if (factor.Kind == IndexFactorKind.Variable) return factor.Variable;
        var argument = variable is null ? IndexExpr.Zero : variable;
        var left = factor.Left.Equals(Argument) ? argument : Replaced(factor.Left, variable);
        return factor.Kind switch
        {
            IndexFactorKind.FloorDiv => IndexExpr.FloorDiv(left, factor.Right),
            IndexFactorKind.Mod => IndexExpr.Mod(left, factor.Right),
            IndexFactorKind.Min => IndexExpr.Min(left, Replaced(factor.Right, variable)),
            _ => IndexExpr.Max(left, Replaced(factor.Right, variable)),
        };
    }
}
