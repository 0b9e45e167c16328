using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>Running sums: for each element a reduction over those before it (work grows with the square of the axis).</summary>
public static class ScanKernels
{
    /// <summary>output[.., j, ..] = sum of input[.., k, ..] over k up to j (exclusive: below j; reverse: from j on).</summary>
    public static void CumSum(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, int axis, bool exclusive = false,
        bool reverse = false)
    {
        axis = Shapes.Axis(axis, input.Rank);
        var kernel = new LoopKernelBuilder(module, context, "cumsum");
        var point = kernel.ParallelAll(output.Shape);
        var along = kernel.Inner(input.Shape[axis]);
        var stage = kernel.Stage(along);
        var x = stage.Load(input, [.. point.Take(axis), along, .. point.Skip(axis + 1)]);
        x = x.Cast(ReduceKernels.Accumulator(x.Type));
        var kind = reverse
            ? exclusive ? BinaryKind.Greater : BinaryKind.GreaterOrEqual
            : exclusive ? BinaryKind.Less : BinaryKind.LessOrEqual;
        var taken = stage.Index(along).Binary(kind, stage.Index(point[axis]));
        var sum = stage.Reduce(ReduceKind.Sum, stage.Select(taken, x, stage.Constant(x.Type, 0)));
        var last = kernel.Stage();
        last.Store(output, point, last.Value(sum));
        kernel.Emit();
    }
}
