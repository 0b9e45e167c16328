using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// The k greatest or least elements, in order: every element's rank is the number of elements before it (n comparisons each), then the
/// element of each rank is picked out. No element depends on another's result, so all lanes and cores work; the price is n^2.
/// </summary>
internal static class SortOperators
{
    public static IEnumerable<OperatorLowering> All => [new("TopK", TopK), new("Compress", Compress)];

    private static void TopK(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var axis = Axes.Of(node, input.Rank);
        var ranks = Ranks(node, lowering, input, axis);
        var (values, places) = (lowering.Output(node), node.Output(1) is null ? null : lowering.Output(node, 1));
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(values.Shape);
        var place = kernel.Inner(input.Shape[axis]);
        var first = kernel.Stage(place);
        var source = index.SetItem(axis, place);
        var isIt = first.Load(ranks, source).Binary(BinaryKind.Equal, first.Index(index[axis]));
        // One element alone has the rank: the others count as nothing.
        var value = first.Select(isIt, first.Load(input, source), first.Constant(input.Type, 0));
        var (found, at) = (first.Reduce(ReduceKind.Sum, value), first.Reduce(ReduceKind.Max, Where(first, isIt, place)));
        var last = kernel.Stage();
        last.Store(values, index, last.Value(found));
        if (places is not null) last.Store(places, index, last.Value(at));
        kernel.Emit();
    }

    private static LoopValue Where(LoopStageBuilder stage, LoopValue condition, IndexExpr place) =>
        stage.Select(condition, stage.Index(place), stage.Constant(ElementType.I64, -1));

    // Equal elements keep their order.
    private static TensorDecl Ranks(GraphNode node, LoweringContext lowering, TensorView input, int axis)
    {
        var ranks = lowering.Scratch(node, ElementType.I64, input.Shape);
        var kernel = lowering.Kernel(node.Name + ".ranks");
        var index = kernel.ParallelAll(input.Shape);
        var other = kernel.Inner(input.Shape[axis]);
        var stage = kernel.Stage(other);
        var (own, rival) = (stage.Load(input, index), stage.Load(input, index.SetItem(axis, other)));
        var isEarlier = stage.Index(other).Binary(BinaryKind.Less, stage.Index(index[axis]));
        var (isBefore, isEqual) = Order(own, rival, node.Int("largest") != 0);
        isBefore = isBefore.Binary(BinaryKind.Or, isEqual.Binary(BinaryKind.And, isEarlier));
        var one = stage.Select(isBefore, stage.Constant(ElementType.I64, 1), stage.Constant(ElementType.I64, 0));
        var count = stage.Reduce(ReduceKind.Sum, one);
        var last = kernel.Stage();
        last.Store(ranks, index, last.Value(count));
        kernel.Emit();
        return ranks;
    }

    // What is no number is greater than all numbers.
    private static (LoopValue IsBefore, LoopValue IsEqual) Order(LoopValue own, LoopValue rival, bool largest)
    {
        var isBefore = rival.Binary(largest ? BinaryKind.Greater : BinaryKind.Less, own);
        var isEqual = rival.Binary(BinaryKind.Equal, own);
        if (!own.Type.IsFloat()) return (isBefore, isEqual);
        var (isOwnNone, isRivalNone) = (own.Unary(UnaryKind.IsNan), rival.Unary(UnaryKind.IsNan));
        var alone = largest ? isRivalNone.Binary(BinaryKind.And, isOwnNone.Unary(UnaryKind.Not)) : isOwnNone.Binary(BinaryKind.And, isRivalNone.Unary(UnaryKind.Not));
        return (isBefore.Binary(BinaryKind.Or, alone), isEqual.Binary(BinaryKind.Or, isOwnNone.Binary(BinaryKind.And, isRivalNone)));
    }

    // The condition must be known: the places it holds at are a table.
    private static void Compress(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var condition = lowering.Integers(node, 1)!;
        long[] kept = [.. Enumerable.Range(0, condition.Length).Where(i => condition[i] != 0).Select(i => (long)i)];
        var output = lowering.Output(node);
        var table = lowering.Constant(GraphTensor.OfInt64s($"{node.Name}.places", OnnxElementType.Int64, [kept.Length], kept));
        if (!node.Has("axis")) input = input.Reshape([TensorView.Product(input.Shape)]);
        var axis = node.Has("axis") ? Axes.Of(node, input.Rank) : 0;
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var place = stage.Symbol(stage.Load(table, index[axis]), input.Shape[axis]);
        stage.Store(output, index, stage.Load(input, index.SetItem(axis, place)));
        kernel.Emit();
    }
}
