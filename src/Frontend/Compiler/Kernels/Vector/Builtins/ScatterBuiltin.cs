using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Builtins;

namespace ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

/// <summary>Rows written (or added) into a table by number, in place.</summary>
public sealed class ScatterBuiltin(bool accumulate) : IBuiltin
{
    public string Name => accumulate ? "scatter-add" : "scatter";

    public string Summary =>
        $"base[indices[I], D] {(accumulate ? "+=" : "=")} updates[I, D] in place; inputs base[N,D], indices[I], updates[I,D]; output base";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        new("N", "rows of the base"), new("D", "columns of the base"), new("I", "number of indices"), VectorParameters.DType,
        new("indexType", "i32 or i64", "i64"),
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var type = arguments.Type("dtype");
        var (n, d, i) = (arguments.Extent("N", module), arguments.Extent("D", module), arguments.Extent("I", module));
        var indexType = arguments.Choice("indexType", "i64", "i32") == "i32" ? ElementType.I32 : ElementType.I64;
        var data = module.Tensor("base", type, [n, d], TensorRole.InOut);
        var indices = module.Tensor("indices", indexType, [i], TensorRole.Input);
        var updates = module.Tensor("updates", type, [i, d], TensorRole.Input);
        return VectorParameters.Build(Name, context, module, () =>
            GatherKernels.Scatter(module, context, data, indices, updates, 0, accumulate));
    }
}
