using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>
/// Converts: to float rounding to the nearest (ties to even); float to integer truncated towards 0 and saturated, NaN gives 0; integer to
/// narrower integer wraps; to bool: not 0. With <paramref name="Bits"/> the raw bits are kept (equal widths).
/// </summary>
public sealed record VectorCast(ElementType Type, int Operand, bool Bits = false) : VectorOp(Type);
