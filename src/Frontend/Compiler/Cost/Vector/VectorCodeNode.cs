namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>An op, or a loop (then <paramref name="Op"/> is null).</summary>
internal sealed record VectorCodeNode(VectorOp? Op, long Trips, VectorCodeNode[] Body);
