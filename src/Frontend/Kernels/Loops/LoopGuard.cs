using ActorSim.Frontend.Ir.Index;

namespace ActorSim.Frontend.Kernels.Loops;

/// <summary>Holds where 0 &lt;= Value &lt; Extent.</summary>
public sealed record LoopGuard(IndexExpr Value, IndexExpr Extent)
{
    public override string ToString() => $"{Value}<{Extent}";
}
