using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Kernels.Builtins;

namespace ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

/// <summary>Softmax over one axis.</summary>
public sealed class SoftmaxBuiltin : IBuiltin
{
    public string Name => "softmax";

    public string Summary => "y = softmax of x[shape] over one axis";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        VectorParameters.Shape, VectorParameters.M, VectorParameters.N, VectorParameters.DType,
        new("axis", "the axis that sums to 1; negative ones count from the end", "-1"), new("log", "the logarithm of it", "false"),
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var type = arguments.Type("dtype");
        var shape = arguments.ShapeOf(module, context, Name);
        var axes = arguments.AxesOf("axis", shape.Length);
        var log = arguments.Flag("log");
        var input = module.Tensor("x", type, shape, TensorRole.Input);
        var output = module.Tensor("y", type, shape, TensorRole.Output);
        return VectorParameters.Build(Name, context, module, () => NormKernels.Softmax(module, context, output, input, axes, log));
    }
}
