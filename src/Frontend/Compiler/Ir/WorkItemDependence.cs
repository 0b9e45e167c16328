using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>
/// The work-items First, First + Stride, ... (Count of them) of the same kernel, by their index in order of dispatch; expressions in
/// the parallel loops' variables and sizes.
/// </summary>
public sealed record WorkItemDependence(IndexExpr First, IndexExpr Stride, IndexExpr Count);
