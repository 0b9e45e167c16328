namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>The record of a wait, but for its slot.</summary>
internal sealed record WaitPlan(int Tag, int[] Writes);
