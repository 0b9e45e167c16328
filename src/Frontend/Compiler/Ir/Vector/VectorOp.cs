using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>
/// One operation of a computation's body, done at every point of its iteration space. Operations are in static single assignment: the
/// value of the operation at position p of the body is named p by later ones. <paramref name="Type"/> is the type of the value (of a
/// store or reduction: of the stored value).
/// </summary>
public abstract record VectorOp(ElementType Type);
