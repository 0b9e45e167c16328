using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Reductions over axes, and the position of the greatest or least element.</summary>
internal static class ReductionOperators
{
    private static readonly (string Operator, ReduceOp Op)[] Direct =
    [
        ("ReduceSum", ReduceOp.Sum), ("ReduceProd", ReduceOp.Prod), ("ReduceMax", ReduceOp.Max), ("ReduceMin", ReduceOp.Min),
        ("ReduceMean", ReduceOp.Mean), ("ReduceL1", ReduceOp.L1), ("ReduceL2", ReduceOp.L2), ("ReduceSumSquare", ReduceOp.SumSquare),
        ("ReduceLogSum", ReduceOp.LogSum), ("ReduceLogSumExp", ReduceOp.LogSumExp),
    ];

    public static IEnumerable<OperatorLowering> All =>
    [
        .. Direct.Select(d => new OperatorLowering(d.Operator, (node, l) => Reduce(node, l, d.Op))),
        new("ArgMax", (node, l) => Position(node, l, largest: true)),
        new("ArgMin", (node, l) => Position(node, l, largest: false)),
    ];

    // Axes from the second input (since opset 13 or 18) or from the attribute; none: all, unless the node says otherwise.
    private static void Reduce(GraphNode node, LoweringContext lowering, ReduceOp op)
    {
        TensorView input = lowering.Required(node, 0);
        var axes = (node.Ints("axes") ?? lowering.Integers(node, 1) ?? []).Select(a => Axes.Normalise(a, input.Rank)).ToArray();
        if (axes.Length == 0 && node.Int("noop_with_empty_axes") != 0) lowering.Alias(node.Outputs[0], lowering.Required(node, 0), node);
        else ReduceKernels.Reduce(lowering.Module, lowering.Compile, op, lowering.Output(node), input, axes);
    }

    private static void Position(GraphNode node, LoweringContext lowering, bool largest)
    {
        TensorView input = lowering.Required(node, 0);
        var last = node.Int("select_last_index") != 0;
        ReduceKernels.ArgReduce(
            lowering.Module, lowering.Compile, largest, last, lowering.Output(node), input, Axes.Of(node, input.Rank));
    }
}
