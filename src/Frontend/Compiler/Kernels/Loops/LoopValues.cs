using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>The value of an index expression at the point; type i32 or i64.</summary>
public sealed record LoopIndex(ElementType Type, IndexExpr Value) : VectorOp(Type);

/// <summary>Keeps the operand for later stages; only in stages without inner axes.</summary>
public sealed record LoopKeep(ElementType Type, int Value) : VectorOp(Type);

/// <summary>Combines the operand over the stage's inner axes; its value is for later stages.</summary>
public sealed record LoopReduce(ElementType Type, ReduceKind Kind, int Value) : VectorOp(Type);

/// <summary>What the reduction or keep at position <paramref name="Op"/> of an earlier stage gave for this point of the parallel axes.</summary>
public sealed record LoopStageValue(ElementType Type, int Stage, int Op) : VectorOp(Type);

/// <summary>
/// An index symbol: <paramref name="Var"/> in an offset stands for the integer computed at position <paramref name="Value"/> of the body.
/// Values outside [0, Limit) are refused when the program runs on numbers (null: not known).
/// </summary>
public sealed record LoopSymbol(IndexVar Var, int Value, IndexExpr? Limit);

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

/// <summary>
/// Writes the operand to (or, with <paramref name="Accumulate"/>, adds it to) the tensor's element number <paramref name="Offset"/>.
/// Different points write different elements, unless they accumulate.
/// </summary>
public sealed record LoopStore(
    ElementType Type, TensorDecl Tensor, IndexExpr Offset, ImmutableArray<LoopSymbol> Symbols, int Value, bool Accumulate) : VectorOp(Type);
