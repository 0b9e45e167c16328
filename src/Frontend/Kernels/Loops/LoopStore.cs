using System.Collections.Immutable;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Ir.Index;
using ActorSim.Frontend.Ir.Vector;

namespace ActorSim.Frontend.Kernels.Loops;

/// <summary>
/// Writes the operand to (or, with <paramref name="Accumulate"/>, adds it to) the tensor's element number <paramref name="Offset"/>.
/// Different points write different elements, unless they accumulate.
/// </summary>
public sealed record LoopStore(
    ElementType Type, TensorDecl Tensor, IndexExpr Offset, ImmutableArray<LoopSymbol> Symbols, int Value, bool Accumulate) : VectorOp(Type);
