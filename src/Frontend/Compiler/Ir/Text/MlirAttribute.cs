namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>
/// An attribute of generic-form MLIR: a long, double, bool, string, list, dictionary, or (as text) a type.
/// </summary>
internal sealed record MlirAttribute(object Value, MlirPlace Place);

/// <summary>The text of a type.</summary>
internal sealed record MlirType(string Text);

/// <summary>Where something stands in the text: line and column from 1.</summary>
internal readonly record struct MlirPlace(int Line, int Column);
