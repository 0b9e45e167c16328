using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// An index symbol: <paramref name="Var"/> in an offset stands for the integer computed at position <paramref name="Value"/> of the body.
/// Values outside [0, Limit) are refused when the program runs on numbers (null: not known).
/// </summary>
public sealed record LoopSymbol(IndexVar Var, int Value, IndexExpr? Limit);
