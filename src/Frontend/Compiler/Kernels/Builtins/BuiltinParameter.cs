namespace ActorSim.Frontend.Compiler.Kernels.Builtins;

/// <summary>A parameter of a builtin. <paramref name="Default"/> null: must be given. Extents take a number or ? (given at run time;
/// ?NAME to share one size, ?d8 for a multiple of 8).</summary>
public sealed record BuiltinParameter(string Name, string Meaning, string? Default = null);
