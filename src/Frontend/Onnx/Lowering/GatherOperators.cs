using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir.Index;
using ActorSim.Frontend.Ir.Vector;
using ActorSim.Frontend.Kernels.Loops;
using ElementType = ActorSim.Frontend.Ir.ElementType;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Reading at computed places.</summary>
internal static class GatherOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("Gather", Gather), new("GatherElements", Elements), new("GatherND", Many), new("OneHot", OneHot),
        new("Trilu", Trilu), new("CumSum", CumulativeSum), new("ReverseSequence", Reverse),
    ];

    private static void Gather(GraphNode node, LoweringContext lowering)
    {
        TensorView data = lowering.Required(node, 0);
        TensorView indices = lowering.Required(node, 1);
        var axis = Axes.Of(node, data.Rank, 0);
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var place = Symbol(stage, stage.Load(indices, [.. index.Skip(axis).Take(indices.Rank)]), data.Shape[axis]);
        stage.Store(output, index, stage.Load(data, [.. index.Take(axis), place, .. index.Skip(axis + indices.Rank)]));
        kernel.Emit();
    }

    private static void Elements(GraphNode node, LoweringContext lowering)
    {
        TensorView data = lowering.Required(node, 0);
        var axis = Axes.Of(node, data.Rank, 0);
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var place = Symbol(stage, stage.Load(lowering.Required(node, 1), index), data.Shape[axis]);
        stage.Store(output, index, stage.Load(data, index.SetItem(axis, place)));
        kernel.Emit();
    }

    // The last axis of the indices names places along the data axes after the batch axes.
    private static void Many(GraphNode node, LoweringContext lowering)
    {
        TensorView data = lowering.Required(node, 0);
        TensorView indices = lowering.Required(node, 1);
        var batch = (int)node.Int("batch_dims", 0);
        var depth = Depth(indices);
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var lead = index.Take(indices.Rank - 1).ToArray();
        var places = Enumerable.Range(0, depth)
            .Select(k => Symbol(stage, stage.Load(indices, [.. lead, (IndexExpr)k]), data.Shape[batch + k]));
        stage.Store(output, index, stage.Load(data, [.. index.Take(batch), .. places, .. index.Skip(indices.Rank - 1)]));
        kernel.Emit();
    }

    /// <summary>An index value as a symbol: negative ones count from the end.</summary>
    internal static IndexExpr Symbol(LoopStageBuilder stage, LoopValue value, IndexExpr extent)
    {
        var wide = value.Cast(ElementType.I64);
        var wrapped = stage.Select(wide.Binary(BinaryKind.Less, 0), wide + stage.Index(extent), wide);
        return stage.Symbol(wrapped, extent);
    }

    internal static int Depth(TensorView indices) => indices.Shape[^1].TryConstant(out var depth) ? (int)depth
        : throw new ArgumentException($"the last axis of the indices '{indices.Tensor.Name}' must be a constant");

    private static void OneHot(GraphNode node, LoweringContext lowering)
    {
        TensorView indices = lowering.Required(node, 0);
        TensorView values = lowering.Required(node, 2);
        var output = lowering.Output(node);
        var axis = Axes.Of(node, output.Shape.Length, -1);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var hot = stage.Load(indices, [.. index.RemoveAt(axis)]).Cast(ElementType.I64);
        var place = stage.Index(index[axis]);
        var fromEnd = place - stage.Index(output.Shape[axis]);
        var isHot = hot.Binary(BinaryKind.Equal, place).Binary(BinaryKind.Or, hot.Binary(BinaryKind.Equal, fromEnd));
        stage.Store(output, index, stage.Select(isHot, stage.Load(values, 1), stage.Load(values, 0)));
        kernel.Emit();
    }

    private static void Trilu(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var diagonal = stage.Index(index[^1]) - stage.Index(index[^2]);
        var k = node.Input(1) is null ? stage.Constant(ElementType.I64, 0)
            : stage.Load(((TensorView)lowering.Required(node, 1)).Reshape([1]), IndexExpr.Zero).Cast(ElementType.I64);
        var isKept = diagonal.Binary(node.Int("upper", 1) != 0 ? BinaryKind.GreaterOrEqual : BinaryKind.LessOrEqual, k);
        var value = stage.Load(input, index);
        stage.Store(output, index, stage.Select(isKept, value, stage.Constant(value.Type, 0)));
        kernel.Emit();
    }

    // Every element sums all before it that count: n^2 additions, no dependence between outputs.
    private static void CumulativeSum(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var axis = Axes.Normalise(lowering.Integers(node, 1)![0], input.Rank);
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var inner = kernel.Inner(input.Shape[axis]);
        var first = kernel.Stage(inner);
        var value = first.Load(input, index.SetItem(axis, inner));
        var isExclusive = node.Int("exclusive", 0) != 0;
        var kind = (node.Int("reverse", 0) != 0, isExclusive) switch
        {
            (false, false) => BinaryKind.LessOrEqual,
            (false, true) => BinaryKind.Less,
            (true, false) => BinaryKind.GreaterOrEqual,
            _ => BinaryKind.Greater,
        };
        var counts = first.Index(inner).Binary(kind, first.Index(index[axis]));
        var sum = first.Reduce(ReduceKind.Sum, first.Select(counts, value, first.Constant(value.Type, 0)));
        var last = kernel.Stage();
        last.Store(output, index, last.Value(sum));
        kernel.Emit();
    }

    private static void Reverse(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var (time, batch) = ((int)node.Int("time_axis", 0), (int)node.Int("batch_axis", 1));
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var length = stage.Load(lowering.Required(node, 1), index[batch]).Cast(ElementType.I64);
        var place = stage.Index(index[time]);
        var mirrored = stage.Select(place.Binary(BinaryKind.Less, length), length - place - 1, place);
        stage.Store(output, index, stage.Load(input, index.SetItem(time, stage.Symbol(mirrored, input.Shape[time]))));
        kernel.Emit();
    }
}
