using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

/// <summary>Permutes axes, and optionally reshapes the result.</summary>
public sealed class TransposeBuiltin : IBuiltin
{
    public string Name => "transpose";

    public string Summary => "y = x[shape] with its axes permuted, then reshaped if asked for";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        VectorParameters.Shape, VectorParameters.M, VectorParameters.N, VectorParameters.DType,
        new("order", "axis of x for each axis of y, separated by x; all in reverse if not given", ""),
        new("reshape", "shape of y behind the permutation", ""),
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var type = arguments.Type("dtype");
        var shape = arguments.ShapeOf(module, context, Name);
        var order = arguments.Text("order").Length == 0
            ? Enumerable.Range(0, shape.Length).Reverse().ToArray()
            : arguments.AxesOf("order", shape.Length);
        TensorView view = module.Tensor("x", type, shape, TensorRole.Input);
        var reshape = arguments.Text("reshape").Length == 0 ? null : arguments.Extents("reshape", module);
        return VectorParameters.Build(Name, context, module, () =>
        {
            view = view.Permute(order);
            if (reshape is not null) view = view.Reshape(reshape);
            var output = module.Tensor("y", type, view.Shape, TensorRole.Output);
            ElementwiseKernels.Copy(module, context, output, view);
        });
    }
}
