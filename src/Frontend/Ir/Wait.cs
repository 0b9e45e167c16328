using ActorSim.Frontend.Ir.Index;

namespace ActorSim.Frontend.Ir;

/// <summary>Waits for the most recent asynchronous load of (tag, slot) in this work-item, which filled (a part of) the buffer.</summary>
public sealed record Wait(int Tag, IndexExpr Slot, int Buffer) : Statement;
