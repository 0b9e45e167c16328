using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Softmax and its relatives: along one axis since opset 13, over all axes from one on before.</summary>
internal static class SoftmaxOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("Softmax", (node, l) => Lower(node, l, isLog: false)),
        new("LogSoftmax", (node, l) => Lower(node, l, isLog: true)),
        new("Hardmax", Hardmax),
    ];

    private static void Lower(GraphNode node, LoweringContext lowering, bool isLog)
    {
        TensorView input = lowering.Required(node, 0);
        NormKernels.Softmax(lowering.Module, lowering.Compile, lowering.Output(node), input, Span(node, input.Rank), isLog);
    }

    private static int[] Span(GraphNode node, int rank)
    {
        var axis = Axes.Of(node, rank);
        return node.Opset >= 13 ? [axis] : [.. Enumerable.Range(axis, Math.Max(1, rank - axis))];
    }

    // One at the first greatest element.
    private static void Hardmax(GraphNode node, LoweringContext lowering)
    {
        var (kernel, index, inner) = Loops(node, lowering);
        TensorView input = lowering.Required(node, 0);
        var output = lowering.Output(node);
        var flat = inner.Aggregate(IndexExpr.Zero, (sum, v) => sum * v.Extent! + v);
        var first = kernel.Stage(inner);
        var greatest = first.Reduce(ReduceKind.Max, first.Load(input, index));
        var second = kernel.Stage(inner);
        var hit = second.Load(input, index).Binary(BinaryKind.Equal, second.Value(greatest));
        var none = second.Constant(ElementType.I64, long.MaxValue >> 1);
        var place = second.Reduce(ReduceKind.Min, second.Select(hit, second.Index(flat), none));
        var third = kernel.Stage(inner);
        var isPlace = third.Index(flat).Binary(BinaryKind.Equal, third.Value(place));
        third.Store(output, index, third.Select(isPlace, third.Constant(output.Type, 1), third.Constant(output.Type, 0)));
        kernel.Emit();
    }

    private static (LoopKernelBuilder Kernel, IndexExpr[] Index, IndexVar[] Inner) Loops(GraphNode node, LoweringContext lowering)
    {
        var shape = lowering.Required(node, 0).Shape;
        var reduced = Span(node, shape.Length);
        var kernel = lowering.Kernel(node.Name);
        var index = new IndexExpr[shape.Length];
        var inner = new List<IndexVar>();
        for (var a = 0; a < shape.Length; a++)
        {
            if (!reduced.Contains(a))
            {
                index[a] = kernel.Parallel(shape[a]);
                continue;
            }

            inner.Add(kernel.Inner(shape[a]));
            index[a] = inner[^1];
        }

        return (kernel, index, [.. inner]);
    }
}
