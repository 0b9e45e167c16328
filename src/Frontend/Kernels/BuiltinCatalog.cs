using System.Collections.Immutable;
using ActorSim.Frontend.Kernels.Systolic.Builtins;

namespace ActorSim.Frontend.Kernels;

/// <summary>All builtins, one line each.</summary>
public static class BuiltinCatalog
{
    public static ImmutableArray<IBuiltin> All { get; } =
    [
        new MatmulBuiltin(),
        new BatchedMatmulBuiltin(),
        new ConvBuiltin(1),
        new ConvBuiltin(2),
        new ConvBuiltin(3),
        new ConvBuiltin(1, transposed: true),
        new ConvBuiltin(2, transposed: true),
        new ConvBuiltin(3, transposed: true),
        new AttentionBuiltin(),
    ];

    public static IBuiltin? Find(string name) => All.FirstOrDefault(b => b.Name == name);
}
