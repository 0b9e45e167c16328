using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;

namespace ActorSim.Frontend.Compiler.Kernels.Builtins;

/// <summary>
/// A kernel that users name: <c>actorsim compile builtin:NAME -D PARAMETER=VALUE,...</c>. Listed in <see cref="BuiltinCatalog"/>.
/// </summary>
public interface IBuiltin
{
    string Name { get; }

    /// <summary>One line for the list, with the shapes of inputs and outputs.</summary>
    string Summary { get; }

    ImmutableArray<BuiltinParameter> Parameters { get; }

    /// <summary>
    /// The tiled module, before the passes. Problems go to the context's diagnostics; the result after an error is not used.
    /// </summary>
    Module Build(BuiltinArguments arguments, CompileContext context);
}
