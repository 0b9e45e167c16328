using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// Makes one axis of two neighbours that every index expression walks through like one, and drops axes of extent 1, so that a contiguous
/// operand of any rank is tiled like a vector.
/// </summary>
internal static class AxisMerger
{
    public static LoopKernel Merge(LoopKernel kernel, ModuleBuilder module)
    {
        kernel = DropUnits(kernel);
        for (var k = kernel.Axes.Length - 2; k >= 0; k--)
        {
            var (outer, inner) = (kernel.Axes[k], kernel.Axes[k + 1]);
            if (!Mergeable(kernel, outer, inner)) continue;
            kernel = Merge(kernel, k, module);
        }

        return kernel;
    }

    private static LoopKernel DropUnits(LoopKernel kernel)
    {
        bool IsUnit(IndexVar axis) => axis.Extent!.Equals(IndexExpr.One);
        if (!kernel.AllAxes().Any(IsUnit)) return kernel;
        return (kernel with
        {
            Axes = [.. kernel.Axes.Where(a => !IsUnit(a))],
            Stages = [.. kernel.Stages.Select(s => s with { Inner = [.. s.Inner.Where(a => !IsUnit(a))] })],
        }).MapIndices(e => e.Substitute(v => v.Extent is not null && v.Kind == IndexVarKind.Loop && IsUnit(v) ? IndexExpr.Zero : null));
    }

    private static bool Mergeable(LoopKernel kernel, IndexVar outer, IndexVar inner)
    {
        foreach (var expression in kernel.AllOps().SelectMany(LoopOps.Indices))
        {
            if (AffineForm.Of(expression, v => v == outer || v == inner) is not { } form) return false;
            if (!form.Coefficient(outer).Equals(form.Coefficient(inner) * inner.Extent!)) return false;
        }

        return true;
    }

    private static LoopKernel Merge(LoopKernel kernel, int k, ModuleBuilder module)
    {
        var (outer, inner) = (kernel.Axes[k], kernel.Axes[k + 1]);
        var merged = IndexVar.Loop(module.Unique("p"), outer.Extent! * inner.Extent!);
        // Every use is c * (outer * E + inner): with the outer index gone, the inner one stands for the whole.
        return (kernel with { Axes = kernel.Axes.RemoveAt(k + 1).SetItem(k, merged) })
            .MapIndices(e => e.Substitute(v => v == outer ? IndexExpr.Zero : v == inner ? IndexExpr.Of(merged) : null));
    }
}
