namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>One statement of a kernel: a loop, a data movement, a wait, or a computation.</summary>
public abstract record Statement;
