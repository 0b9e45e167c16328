using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

/// <summary>Batch norm at inference.</summary>
public sealed class BatchNormBuiltin : IBuiltin
{
    public string Name => "batchnorm";

    public string Summary => "y = (x - mean) / sqrt(variance + eps) * scale + bias by channel; inputs x[N x C x ...], scale, bias, mean, variance";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        new("shape", "N x C x spatial extents, e.g. 1x64x56x56"), VectorParameters.DType, new("eps", "added to the variance", "1e-5"),
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var type = arguments.Type("dtype");
        var shape = arguments.Extents("shape", module);
        var epsilon = arguments.Number("eps", context, Name);
        if (shape.Length < 2)
        {
            context.Diagnostics.Error(VectorParameters.BadShape, "builtin:" + Name, "shape must have at least the axes N and C");
            return module.Build();
        }

        TensorView Channel(string name) => module.Tensor(name, type, [shape[1]], TensorRole.Input);
        var input = module.Tensor("x", type, shape, TensorRole.Input);
        var (scale, bias, mean, variance) = (Channel("scale"), Channel("bias"), Channel("mean"), Channel("variance"));
        var output = module.Tensor("y", type, shape, TensorRole.Output);
        return VectorParameters.Build(Name, context, module, () =>
            NormKernels.BatchNorm(module, context, output, input, scale, bias, mean, variance, epsilon));
    }
}
