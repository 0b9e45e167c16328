using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

/// <summary>Layer norm and root-mean-square norm over the last axes.</summary>
public sealed class NormBuiltin(bool rootMeanSquare) : IBuiltin
{
    public string Name => rootMeanSquare ? "rmsnorm" : "layernorm";

    public string Summary => rootMeanSquare
        ? "y = x / sqrt(mean(x^2) + eps) * scale over the last axes; inputs x, [scale]"
        : "y = (x - mean) / sqrt(variance + eps) * scale + bias over the last axes; inputs x, [scale], [bias]";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        VectorParameters.Shape, VectorParameters.M, VectorParameters.N, VectorParameters.DType,
        new("rank", "number of last axes that are normalised", "1"), new("eps", "added to the variance", "1e-5"),
        new("scale", "whether a scale of the normalised axes is given", "true"),
        .. rootMeanSquare ? Array.Empty<BuiltinParameter>() : [new("bias", "whether a bias of the normalised axes is given", "true")],
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var type = arguments.Type("dtype");
        var shape = arguments.ShapeOf(module, context, Name);
        var rank = (int)arguments.Integer("rank", 1, shape.Length);
        var epsilon = arguments.Number("eps", context, Name);
        int[] axes = [.. Enumerable.Range(shape.Length - rank, rank)];
        TensorView Parameter(string name) => module.Tensor(name, type, shape[^rank..], TensorRole.Input);
        var input = module.Tensor("x", type, shape, TensorRole.Input);
        var scale = arguments.Flag("scale") ? Parameter("scale") : null;
        var bias = !rootMeanSquare && arguments.Flag("bias") ? Parameter("bias") : null;
        var output = module.Tensor("y", type, shape, TensorRole.Output);
        return VectorParameters.Build(Name, context, module, () =>
        {
            if (rootMeanSquare)
                NormKernels.RmsNorm(module, context, output, input, axes, epsilon, scale);
            else
                NormKernels.LayerNorm(module, context, output, input, axes, epsilon, scale, bias);
        });
    }
}
