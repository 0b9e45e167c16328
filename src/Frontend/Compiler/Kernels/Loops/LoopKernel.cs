using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// A kernel before tiling: scalar code done at every point of the parallel axes (outermost first; they may run in any order), in
/// stages one after the other. An axis variable runs over [0, Extent) of its own. Stages may share inner axes, so that what one loaded
/// can be kept for the next.
/// </summary>
public sealed record LoopKernel(string Name, ImmutableArray<IndexVar> Axes, ImmutableArray<LoopStage> Stages)
{
    /// <summary>All axes: the parallel ones, then inner axes in order of first use.</summary>
    public IReadOnlyList<IndexVar> AllAxes() => [.. Axes.Concat(Stages.SelectMany(s => s.Inner)).Distinct()];
}

/// <summary>
/// Scalar operations in static single assignment, done at every point of the parallel axes and of <paramref name="Inner"/>. Reductions
/// of the stage combine over all inner axes; later stages see the result as a <see cref="LoopStageValue"/>.
/// </summary>
public sealed record LoopStage(ImmutableArray<IndexVar> Inner, ImmutableArray<VectorOp> Body);

/// <summary>Holds where 0 &lt;= Value &lt; Extent.</summary>
public sealed record LoopGuard(IndexExpr Value, IndexExpr Extent)
{
    public override string ToString() => $"{Value}<{Extent}";
}
