using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// Writes the operand to (or, with <paramref name="Accumulate"/>, adds it to) the tensor's element number <paramref name="Offset"/>.
/// Different points write different elements, unless they accumulate.
/// </summary>
public sealed record LoopStore(
    ElementType Type, TensorDecl Tensor, IndexExpr Offset, ImmutableArray<LoopSymbol> Symbols, int Value, bool Accumulate) : VectorOp(Type);
