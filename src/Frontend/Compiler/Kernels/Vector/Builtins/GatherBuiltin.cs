using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Kernels.Builtins;

namespace ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

/// <summary>Rows of a table by number: an embedding.</summary>
public sealed class GatherBuiltin : IBuiltin
{
    public string Name => "gather";

    public string Summary => "y[I,D] = table[indices[I], D]; inputs table[N,D], indices[I] (0 or more, below N)";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        new("N", "rows of the table"), new("D", "columns of the table"), new("I", "number of indices"), VectorParameters.DType,
        new("indexType", "i32 or i64", "i64"), new("wrap", "negative indices count from the end", "false"),
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var type = arguments.Type("dtype");
        var (n, d, i) = (arguments.Extent("N", module), arguments.Extent("D", module), arguments.Extent("I", module));
        var indexType = arguments.Choice("indexType", "i64", "i32") == "i32" ? ElementType.I32 : ElementType.I64;
        var wrap = arguments.Flag("wrap");
        var table = module.Tensor("table", type, [n, d], TensorRole.Input);
        var indices = module.Tensor("indices", indexType, [i], TensorRole.Input);
        var output = module.Tensor("y", type, [i, d], TensorRole.Output);
        return VectorParameters.Build(Name, context, module, () =>
            GatherKernels.Gather(module, context, output, table, indices, 0, wrap));
    }
}
