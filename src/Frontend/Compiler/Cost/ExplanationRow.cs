namespace ActorSim.Frontend.Compiler.Cost;

/// <summary>A line of an explanation; rows of one section stand together.</summary>
public readonly record struct ExplanationRow(string Section, string Name, string Value);
