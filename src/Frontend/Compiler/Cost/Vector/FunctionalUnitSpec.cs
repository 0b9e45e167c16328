namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>A kind of functional unit, present in every lane.</summary>
/// <param name="Name">For reports; distinct within a vector unit.</param>
/// <param name="Count">Equal copies, 1..16; an instruction takes the one that is free first.</param>
/// <param name="Operations">Classes it executes.</param>
public sealed record FunctionalUnitSpec(string Name, int Count, IReadOnlyList<VectorOperationSpec> Operations);
