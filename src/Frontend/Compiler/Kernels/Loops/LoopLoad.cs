using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// The tensor's element number <paramref name="Offset"/> (row-major), an expression in axes, sizes and index symbols; where a guard
/// does not hold, <paramref name="Fill"/> instead.
/// </summary>
public sealed record LoopLoad(
    ElementType Type, TensorDecl Tensor, IndexExpr Offset, ImmutableArray<LoopGuard> Guards, VectorConstant Fill,
    ImmutableArray<LoopSymbol> Symbols) : VectorOp(Type)
{
    /// <summary>Equal texts mean the same element at the same point (symbols aside).</summary>
    internal string Key => $"{Tensor.Id}[{Offset}]{string.Join(',', Guards)}|{Fill.Float}|{Fill.Integer}";
}
