namespace ActorSim.Frontend.Compiler.Ir.Text;

/// <summary>A region of one block: names of its arguments and its operations.</summary>
internal sealed record MlirRegion(List<string> Arguments, List<MlirOperation> Operations);
