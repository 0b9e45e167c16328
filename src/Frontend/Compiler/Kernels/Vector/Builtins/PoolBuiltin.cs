using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Kernels.Builtins;

namespace ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

/// <summary>Pooling over the spatial axes of N x C x ...</summary>
public sealed class PoolBuiltin(bool average) : IBuiltin
{
    public string Name => average ? "avgpool" : "maxpool";

    public string Summary => $"y = {(average ? "mean" : "maximum")} of windows of x[N x C x spatial axes]; kernel 0: all of each channel";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        new("shape", "N x C x spatial extents, e.g. 1x64x112x112"), VectorParameters.DType,
        new("kernel", "window extent on every axis; 0: global", "2"), new("stride", "window step", "2"), new("pad", "border on every side", "0"),
        new("dilation", "step inside a window", "1"), new("ceil", "a partial last window counts", "false"),
        .. average ? [new BuiltinParameter("countIncludePad", "padding counts as zeros", "false")] : Array.Empty<BuiltinParameter>(),
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var type = arguments.Type("dtype");
        var shape = arguments.Extents("shape", module);
        var kernel = arguments.Integer("kernel", 0, int.MaxValue);
        var spec = PoolSpec.Square(Math.Max(shape.Length - 2, 0), Math.Max(kernel, 1), arguments.Integer("stride", 1, int.MaxValue),
            arguments.Integer("pad", 0, int.MaxValue), arguments.Integer("dilation", 1, int.MaxValue)) with
        {
            Ceil = arguments.Flag("ceil"),
            CountIncludePad = average && arguments.Flag("countIncludePad"),
        };
        var input = module.Tensor("x", type, shape, TensorRole.Input);
        return VectorParameters.Build(Name, context, module, () =>
        {
            if (shape.Length < 3) throw new ArgumentException("shape must have at least one axis behind N and C");
            int[] spatial = [.. Enumerable.Range(2, shape.Length - 2)];
            var output = module.Tensor("y", type, kernel == 0 ? Shapes.Reduced(shape, spatial, true) : spec.Output(shape), TensorRole.Output);
            if (kernel == 0) ReduceKernels.Reduce(module, context, average ? ReduceOp.Mean : ReduceOp.Max, output, input, spatial);
            else if (average) PoolKernels.Average(module, context, output, input, spec);
            else PoolKernels.Max(module, context, output, input, spec);
        });
    }
}
