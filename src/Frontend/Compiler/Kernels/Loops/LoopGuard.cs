using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>Holds where 0 &lt;= Value &lt; Extent.</summary>
public sealed record LoopGuard(IndexExpr Value, IndexExpr Extent)
{
    public override string ToString() => $"{Value}<{Extent}";
}
