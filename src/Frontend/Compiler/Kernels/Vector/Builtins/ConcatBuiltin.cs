using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Kernels.Builtins;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector.Builtins;

/// <summary>Two tensors one behind the other.</summary>
public sealed class ConcatBuiltin : IBuiltin
{
    public string Name => "cat";

    public string Summary => "y = a[shape] and b (same shape but for one axis) one behind the other along that axis";

    public ImmutableArray<BuiltinParameter> Parameters { get; } =
    [
        new("shape", "extents of a, separated by x"), new("shapeB", "extents of b", ""), VectorParameters.DType,
        new("axis", "the axis; negative ones count from the end", "0"),
    ];

    public Module Build(BuiltinArguments arguments, CompileContext context)
    {
        var module = new ModuleBuilder(Name, context.Machine);
        var type = arguments.Type("dtype");
        var shape = arguments.Extents("shape", module);
        var shapeB = arguments.Text("shapeB").Length == 0 ? shape : arguments.Extents("shapeB", module);
        var axis = (int)arguments.Integer("axis", -shape.Length, shape.Length - 1);
        return VectorParameters.Build(Name, context, module, () =>
        {
            var k = Shapes.Axis(axis, shape.Length);
            if (shapeB.Length != shape.Length || shape.Where((e, i) => i != k && !e.Equals(shapeB[i])).Any())
                throw new ArgumentException("shape and shapeB must agree but for the axis");
            TensorView a = module.Tensor("a", type, shape, TensorRole.Input);
            TensorView b = module.Tensor("b", type, shapeB, TensorRole.Input);
            var output = module.Tensor("y", type, a.Shape.SetItem(k, shape[k] + shapeB[k]), TensorRole.Output);
            LayoutKernels.Concat(module, context, output, [a, b], k);
        });
    }
}
