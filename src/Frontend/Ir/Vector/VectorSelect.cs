namespace ActorSim.Frontend.Ir.Vector;

/// <summary>Condition (bool) ? then : otherwise.</summary>
public sealed record VectorSelect(ElementType Type, int Condition, int Then, int Otherwise) : VectorOp(Type);
