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
