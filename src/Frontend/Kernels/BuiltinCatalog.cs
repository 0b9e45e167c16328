using System.Collections.Immutable;

namespace ActorSim.Frontend.Kernels;

/// <summary>All builtins, one line each.</summary>
public static class BuiltinCatalog
{
    public static ImmutableArray<IBuiltin> All { get; } =
    [
    ];

    public static IBuiltin? Find(string name) => All.FirstOrDefault(b => b.Name == name);
}
