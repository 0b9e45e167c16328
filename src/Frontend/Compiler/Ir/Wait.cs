using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>Waits for the most recent asynchronous load of (tag, slot) in this work-item, which filled (a part of) the buffer.</summary>
public sealed record Wait(int Tag, IndexExpr Slot, int Buffer) : Statement;
