namespace ActorSim.Frontend.Compiler.Ir;

/// <summary>Puts the <paramref name="Rows"/> x <paramref name="Columns"/> weights at <paramref name="Weights"/> into a systolic array;
/// the rest of the array is 0. <paramref name="Id"/>: the static compute operation (cost table entry), dense within a kernel over all
/// computes in program order, -1 before they are numbered.</summary>
public sealed record Preload(int Id, MatrixOperand Weights, long Rows, long Columns) : Statement;
