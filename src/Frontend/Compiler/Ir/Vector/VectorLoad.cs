using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Ir.Vector;

/// <summary>The element at <paramref name="Map"/>; the type is the buffer's. It must lie in the point's own lane.</summary>
public sealed record VectorLoad(ElementType Type, BufferMap Map) : VectorOp(Type);
