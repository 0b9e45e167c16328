using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Kernels.Builtins;

namespace ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

/// <summary>One kind of reduction over any axes.</summary>
public sealed class ReduceBuiltin(string name, ReduceOp op) : IBuiltin
{
    public string Name => name;

    public string Summary => $"y = {op} of x[shape] over axes";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        VectorParameters.Shape, VectorParameters.M, VectorParameters.N, VectorParameters.DType,
        new("axes", "reduced axes separated by x, negative ones from the end; or all", "-1"),
        new("keepdims", "reduced axes stay with extent 1", "false"),
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var type = arguments.Type("dtype");
        var shape = arguments.ShapeOf(module, context, Name);
        var axes = arguments.AxesOf("axes", shape.Length);
        var keep = arguments.Flag("keepdims");
        var input = module.Tensor("x", type, shape, TensorRole.Input);
        return VectorParameters.Build(Name, context, module, () =>
        {
            var output = module.Tensor("y", type, Shapes.Reduced(shape, axes, keep), TensorRole.Output);
            ReduceKernels.Reduce(module, context, op, output, input, axes);
        });
    }
}
