using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Pooling: a reduction over the window of every output.</summary>
internal static class PoolingOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("MaxPool", Max), new("MaxUnpool", Unpool), new("AveragePool", Average), new("LpPool", Lp),
        new("GlobalMaxPool", (node, l) => Global(node, l, ReduceKind.Max, x => x, (x, _) => x)),
        new("GlobalAveragePool", (node, l) => Global(node, l, ReduceKind.Sum, x => x, (sum, count) => sum / count)),
        new("GlobalLpPool", GlobalLp),
    ];

    private static void Max(GraphNode node, LoweringContext lowering)
    {
        var pool = new WindowLoops(node, lowering);
        var first = pool.Kernel.Stage(pool.Taps);
        var lowest = pool.Input.Type.IsFloat() ? double.NegativeInfinity : pool.Input.Type.IsSigned() ? -128 : 0;
        var greatest = first.Reduce(ReduceKind.Max, first.LoadGuarded(pool.Input, pool.Source, pool.Guards, lowest));
        LoopValue? place = null;
        if (node.Output(1) is not null) place = Place(node, pool, greatest, lowest);
        var last = pool.Kernel.Stage();
        last.Store(lowering.Output(node), pool.Index, last.Value(greatest));
        if (place is { } found) last.Store(lowering.Output(node, 1), pool.Index, last.Value(found));
        pool.Kernel.Emit();
    }

    // Zeros first, then every value at its place. Places are counted in the tensor that the pooling read, which may be smaller than
    // the asked-for output.
    private static void Unpool(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        TensorView output = lowering.Output(node);
        GeneratorOperators.Fill(node, lowering, output.Tensor, 0);
        var rank = input.Rank - 2;
        var (size, strides, pads) = (node.Numbers("kernel_shape") ?? [], node.Numbers("strides"), node.Numbers("pads"));
        IndexExpr[] pooled = [.. input.Shape.Take(2), .. Enumerable.Range(0, rank).Select(a =>
            (input.Shape[2 + a] - 1) * (strides?[a] ?? 1) + size[a] - ((pads?[a] ?? 0) + (pads?[rank + a] ?? 0)))];
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(input.Shape);
        var stage = kernel.Stage();
        var rest = stage.Load(lowering.Required(node, 1), index).Cast(ElementType.I64);
        var place = new IndexExpr[input.Rank];
        for (var axis = input.Rank - 1; axis >= 0; axis--)
        {
            var extent = stage.Index(pooled[axis]);
            place[axis] = stage.Symbol(axis == 0 ? rest : rest.Binary(BinaryKind.Mod, extent), output.Shape[axis]);
            rest = rest.Binary(BinaryKind.FloorDiv, extent);
        }

        stage.Store(output, place, stage.Load(input, index));
        kernel.Emit();
    }

    // The least position, in the whole tensor, at which the greatest element of the window stands.
    private static LoopValue Place(GraphNode node, WindowLoops pool, LoopValue greatest, double lowest)
    {
        var second = pool.Kernel.Stage(pool.Taps);
        var value = second.LoadGuarded(pool.Input, pool.Source, pool.Guards, lowest);
        var shape = pool.Input.Shape;
        var spatial = Enumerable.Range(2, shape.Length - 2);
        if (node.Int("storage_order") != 0) spatial = spatial.Reverse();
        var flat = pool.Source[0] * shape[1] + pool.Source[1];
        foreach (var axis in spatial) flat = flat * shape[axis] + pool.Source[axis];
        var hit = value.Binary(BinaryKind.Equal, second.Value(greatest));
        foreach (var guard in pool.Guards) hit = hit.Binary(BinaryKind.And, Holds(second, guard));
        return second.Reduce(ReduceKind.Min, second.Select(hit, second.Index(flat), second.Constant(ElementType.I64, long.MaxValue >> 1)));
    }

    private static LoopValue Holds(LoopStageBuilder stage, LoopGuard guard)
    {
        var value = stage.Index(guard.Value);
        return value.Binary(BinaryKind.GreaterOrEqual, 0).Binary(BinaryKind.And, value.Binary(BinaryKind.Less, stage.Index(guard.Extent)));
    }

    private static void Average(GraphNode node, LoweringContext lowering)
    {
        var pool = new WindowLoops(node, lowering);
        var first = pool.Kernel.Stage(pool.Taps);
        var sum = first.Reduce(ReduceKind.Sum, first.LoadGuarded(pool.Input, pool.Source, pool.Guards, 0));
        var last = pool.Kernel.Stage();
        var count = last.Index(pool.Count(node.Int("count_include_pad") != 0)).Cast(sum.Type);
        last.Store(lowering.Output(node), pool.Index, last.Value(sum) / count);
        pool.Kernel.Emit();
    }

    private static void Lp(GraphNode node, LoweringContext lowering)
    {
        var pool = new WindowLoops(node, lowering);
        var first = pool.Kernel.Stage(pool.Taps);
        var x = first.LoadGuarded(pool.Input, pool.Source, pool.Guards, 0).Unary(UnaryKind.Abs);
        var sum = first.Reduce(ReduceKind.Sum, x.Binary(BinaryKind.Pow, node.Int("p")));
        var last = pool.Kernel.Stage();
        last.Store(lowering.Output(node), pool.Index, last.Value(sum).Binary(BinaryKind.Pow, 1.0 / node.Int("p")));
        pool.Kernel.Emit();
    }

    private static void GlobalLp(GraphNode node, LoweringContext lowering)
    {
        double p = node.Int("p");
        Global(node, lowering, ReduceKind.Sum, x => x.Unary(UnaryKind.Abs).Binary(BinaryKind.Pow, p), (sum, _) => sum.Binary(BinaryKind.Pow, 1 / p));
    }

    private static void Global(
        GraphNode node, LoweringContext lowering, ReduceKind kind, Func<LoopValue, LoopValue> map,
        Func<LoopValue, LoopValue, LoopValue> finish)
    {
        TensorView input = lowering.Required(node, 0);
        var kernel = lowering.Kernel(node.Name);
        var (n, c) = (kernel.Parallel(input.Shape[0]), kernel.Parallel(input.Shape[1]));
        IndexVar[] inner = [.. input.Shape.Skip(2).Select(kernel.Inner)];
        var first = kernel.Stage(inner);
        var reduced = first.Reduce(kind, map(first.Load(input, [n, c, .. inner.Select(v => (IndexExpr)v)])));
        var last = kernel.Stage();
        var count = last.Index(input.Shape.Skip(2).Aggregate(IndexExpr.One, (a, b) => a * b)).Cast(reduced.Type);
        last.Store(lowering.Output(node), [n, c, .. inner.Select(_ => IndexExpr.Zero)], finish(last.Value(reduced), count));
        kernel.Emit();
    }
}
