using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// <paramref name="Var"/> runs over 0, step, 2 step, ... below <paramref name="Extent"/> (not necessarily a multiple of the step).
/// </summary>
public sealed record Loop(LoopKind Kind, IndexVar Var, IndexExpr Extent, long Step, ImmutableArray<Statement> Body) : Statement
{
    /// <summary>For the innermost parallel loop: what earlier work-items of the kernel each of its work-items waits for.</summary>
    public WorkItemDependence? DependsOn { get; init; }

    /// <summary>Number of iterations.</summary>
    public IndexExpr Trips => IndexExpr.CeilDiv(IndexExpr.Max(Extent, IndexExpr.Zero), Step);
}

/// <summary>How the iterations of a loop relate.</summary>
public enum LoopKind
{
    /// <summary>Independent; the innermost of a chain of parallel loops makes one work-item of each iteration.</summary>
    Parallel,

    /// <summary>Steps of a reduction inside one work-item, in order.</summary>
    Reduction,

    /// <summary>Pieces of one step: subtiles of a transfer or of a matrix product.</summary>
    Inner,
}
