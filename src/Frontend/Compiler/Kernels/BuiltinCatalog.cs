using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Compiler.Kernels.Systolic.Builtins;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

namespace ActorSim.Frontend.Compiler.Kernels;

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
        new ElementwiseBuiltin("add"),
        new ElementwiseBuiltin(),
        new ReduceBuiltin("reduce-sum", ReduceOp.Sum),
        new ReduceBuiltin("reduce-max", ReduceOp.Max),
        new ReduceBuiltin("reduce-min", ReduceOp.Min),
        new ReduceBuiltin("reduce-mean", ReduceOp.Mean),
        new ReduceBuiltin("reduce-prod", ReduceOp.Prod),
        new ReduceBuiltin("reduce-variance", ReduceOp.Variance),
        new SoftmaxBuiltin(),
        new NormBuiltin(rootMeanSquare: false),
        new NormBuiltin(rootMeanSquare: true),
        new BatchNormBuiltin(),
        new PoolBuiltin(average: false),
        new PoolBuiltin(average: true),
        new TransposeBuiltin(),
        new ConcatBuiltin(),
        new GatherBuiltin(),
        new ScatterBuiltin(accumulate: false),
        new ScatterBuiltin(accumulate: true),
    ];

    public static IBuiltin? Find(string name) => All.FirstOrDefault(b => b.Name == name);
}
