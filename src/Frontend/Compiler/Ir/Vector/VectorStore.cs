using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>
/// Writes <paramref name="Value"/> at <paramref name="Map"/>, only where <paramref name="Predicate"/> (a bool value; -1: everywhere) holds.
/// Every iteration axis of more than one point must appear in the map.
/// </summary>
public sealed record VectorStore(ElementType Type, BufferMap Map, int Value, int Predicate = -1) : VectorOp(Type);
