using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Ir.Vector;
using ActorSim.Frontend.Kernels.Loops;
using ElementType = ActorSim.Frontend.Ir.ElementType;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Reductions over axes, and the position of the greatest or least element.</summary>
internal static class ReductionOperators
{
    private delegate LoopValue Map(LoopValue value);

    public static IEnumerable<OperatorLowering> All =>
    [
        Of("ReduceSum", ReduceKind.Sum),
        Of("ReduceProd", ReduceKind.Prod),
        Of("ReduceMax", ReduceKind.Max),
        Of("ReduceMin", ReduceKind.Min),
        new("ReduceMean", (node, l) => Lower(node, l, ReduceKind.Sum, x => x, (sum, count) => sum / count)),
        new("ReduceL1", (node, l) => Lower(node, l, ReduceKind.Sum, x => x.Unary(UnaryKind.Abs), (sum, _) => sum)),
        new("ReduceSumSquare", (node, l) => Lower(node, l, ReduceKind.Sum, x => x * x, (sum, _) => sum)),
        new("ReduceL2", (node, l) => Lower(node, l, ReduceKind.Sum, x => x * x, (sum, _) => Root(sum))),
        new("ReduceLogSum", (node, l) => Lower(node, l, ReduceKind.Sum, x => x, (sum, _) => sum.Unary(UnaryKind.Log))),
        new("ReduceLogSumExp", LogSumExp),
        new("ArgMax", (node, l) => Position(node, l, ReduceKind.Max)),
        new("ArgMin", (node, l) => Position(node, l, ReduceKind.Min)),
    ];

    private static OperatorLowering Of(string name, ReduceKind kind) => new(name, (node, l) => Lower(node, l, kind, x => x, (x, _) => x));

    private static LoopValue Root(LoopValue sum) => sum.Type.IsFloat() ? sum.Unary(UnaryKind.Sqrt)
        : sum.Cast(ElementType.F64).Unary(UnaryKind.Sqrt).Cast(sum.Type);

    private static void Lower(
        GraphNode node, LoweringContext lowering, ReduceKind kind, Map map, Func<LoopValue, LoopValue, LoopValue> finish)
    {
        var shape = ReducedShape.Of(node, lowering);
        var first = shape.Kernel.Stage(shape.Inner);
        var reduced = first.Reduce(kind, map(first.Load(shape.Input, shape.Index)));
        var last = shape.Kernel.Stage();
        var value = last.Value(reduced);
        var count = last.Index(shape.Count).Cast(value.Type);
        last.Store(lowering.Output(node), shape.OutputIndex, finish(value, count));
        shape.Kernel.Emit();
    }

    // The greatest element is taken out, so that no power overflows.
    private static void LogSumExp(GraphNode node, LoweringContext lowering)
    {
        var shape = ReducedShape.Of(node, lowering);
        var first = shape.Kernel.Stage(shape.Inner);
        var greatest = first.Reduce(ReduceKind.Max, first.Load(shape.Input, shape.Index));
        var second = shape.Kernel.Stage(shape.Inner);
        var power = (second.Load(shape.Input, shape.Index) - second.Value(greatest)).Unary(UnaryKind.Exp);
        var sum = second.Reduce(ReduceKind.Sum, power);
        var last = shape.Kernel.Stage();
        last.Store(lowering.Output(node), shape.OutputIndex, last.Value(sum).Unary(UnaryKind.Log) + last.Value(greatest));
        shape.Kernel.Emit();
    }

    // First the extreme value, then the least (or greatest) index at which it stands.
    private static void Position(GraphNode node, LoweringContext lowering, ReduceKind kind)
    {
        var shape = ReducedShape.OfAxis(node, lowering);
        var first = shape.Kernel.Stage(shape.Inner);
        var extreme = first.Reduce(kind, first.Load(shape.Input, shape.Index));
        var second = shape.Kernel.Stage(shape.Inner);
        var isLast = node.Int("select_last_index", 0) != 0;
        var hit = second.Load(shape.Input, shape.Index).Binary(BinaryKind.Equal, second.Value(extreme));
        var place = second.Index(shape.Inner[0]);
        var none = second.Constant(ElementType.I64, isLast ? -1 : long.MaxValue >> 1);
        var index = second.Reduce(isLast ? ReduceKind.Max : ReduceKind.Min, second.Select(hit, place, none));
        var last = shape.Kernel.Stage();
        last.Store(lowering.Output(node), shape.OutputIndex, last.Value(index));
        shape.Kernel.Emit();
    }
}
