using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Concat writes each input to its part of the output, Split reads each output from its part of the input.</summary>
internal static class JoinOperators
{
    public static IEnumerable<OperatorLowering> All => [new("Concat", Concat), new("Split", Split)];

    private static void Concat(GraphNode node, LoweringContext lowering)
    {
        TensorView output = lowering.Output(node);
        var axis = Axes.Of(node, output.Rank);
        var start = IndexExpr.Zero;
        for (var i = 0; i < node.Inputs.Length; i++)
        {
            if (lowering.IsEmpty(node.Inputs[i])) continue;
            TensorView input = lowering.Required(node, i);
            if (input.Rank != output.Rank) throw new ArgumentException($"input {i} has {input.Rank} axes, the output {output.Rank}: they must be equal");
            lowering.Copy(input, output.Slice(axis, start, input.Shape[axis]), $"{node.Name}.{i}");
            start += input.Shape[axis];
        }
    }

    private static void Split(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var axis = Axes.Of(node, input.Rank);
        var start = IndexExpr.Zero;
        for (var i = 0; i < node.Outputs.Length; i++)
        {
            if (node.Output(i) is not { } name) throw new ArgumentException($"output {i} of Split is left out");
            if (lowering.IsEmpty(name)) continue;
            var extent = lowering.Extent(lowering.ShapeOf(name).Dims[axis]);
            lowering.Copy(input.Slice(axis, start, extent), lowering.Output(node, i), $"{node.Name}.{i}");
            start += extent;
        }
    }
}
