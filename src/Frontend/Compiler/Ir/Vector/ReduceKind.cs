namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>
/// How a reduction combines values. Order: iteration points in row-major order. Sums of floats are kept in the buffer's type.
/// </summary>
public enum ReduceKind
{
    Sum, Prod, Min, Max, Any, All, Xor,
}
