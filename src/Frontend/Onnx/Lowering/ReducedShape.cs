using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Ir.Index;
using ActorSim.Frontend.Kernels.Loops;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>The loops of a reduction: parallel axes for what is kept, inner axes for what is reduced.</summary>
/// <param name="Input">What is reduced.</param>
/// <param name="Kernel">With the parallel axes.</param>
/// <param name="Inner">The reduced axes.</param>
/// <param name="Index">Of the input, over both.</param>
/// <param name="OutputIndex">Of the node's output.</param>
/// <param name="Count">Elements that go into one result.</param>
internal sealed record ReducedShape(
    TensorDecl Input, LoopKernelBuilder Kernel, IndexVar[] Inner, IndexExpr[] Index, IndexExpr[] OutputIndex, IndexExpr Count)
{
    /// <summary>Axes from the second input (since opset 13 or 18) or from the attribute; none: all, unless the node says otherwise.</summary>
    public static ReducedShape Of(GraphNode node, LoweringContext lowering)
    {
        var input = lowering.Required(node, 0);
        var axes = node.Ints("axes") ?? lowering.Integers(node, 1);
        if (axes is null or []) axes = node.Int("noop_with_empty_axes", 0) != 0 ? [] : [.. Enumerable.Range(0, input.Shape.Length).Select(a => (long)a)];
        return Of(node, lowering, input, [.. axes.Select(a => Axes.Normalise(a, input.Shape.Length))]);
    }

    /// <summary>One axis, from the attribute.</summary>
    public static ReducedShape OfAxis(GraphNode node, LoweringContext lowering)
    {
        var input = lowering.Required(node, 0);
        return Of(node, lowering, input, [Axes.Of(node, input.Shape.Length, 0)]);
    }

    private static ReducedShape Of(GraphNode node, LoweringContext lowering, TensorDecl input, int[] axes)
    {
        var kernel = lowering.Kernel(node.Name);
        var keeps = node.Int("keepdims", 1) != 0;
        var index = new IndexExpr[input.Shape.Length];
        var output = new List<IndexExpr>();
        var inner = new List<IndexVar>();
        var count = IndexExpr.One;
        for (var axis = 0; axis < index.Length; axis++)
        {
            if (!axes.Contains(axis))
            {
                index[axis] = kernel.Parallel(input.Shape[axis]);
                output.Add(index[axis]);
                continue;
            }

            inner.Add(kernel.Inner(input.Shape[axis]));
            index[axis] = inner[^1];
            count *= input.Shape[axis];
            if (keeps) output.Add(IndexExpr.Zero);
        }

        return new ReducedShape(input, kernel, [.. inner], index, [.. output], count);
    }
}
