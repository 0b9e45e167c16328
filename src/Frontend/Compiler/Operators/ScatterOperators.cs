using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Writing at computed places: a copy of the data first, then the updates into it.</summary>
internal static class ScatterOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("Scatter", Elements), new("ScatterElements", Elements, Known), new("ScatterND", Many, Known),
    ];

    private static string? Known(GraphNode node, ModelGraph graph) =>
        node.Text("reduction") is "none" or "add" || Combining(node) is not null ? null : $"reduction {node.Text("reduction")}";

    // The DMA engine can only add; what else is combined, each element collects from all updates.
    private static (ReduceKind Reduce, BinaryKind Combine, double Nothing)? Combining(GraphNode node) => node.Text("reduction") switch
    {
        "min" => (ReduceKind.Min, BinaryKind.Min, double.PositiveInfinity),
        "max" => (ReduceKind.Max, BinaryKind.Max, double.NegativeInfinity),
        "mul" => (ReduceKind.Prod, BinaryKind.Mul, 1),
        _ => null,
    };

    private static void Elements(GraphNode node, LoweringContext l)
    {
        if (Combining(node) is { } combine)
        {
            CollectElements(node, l, combine);
            return;
        }

        var data = Copied(node, l);
        GatherKernels.ScatterElements(l.Module, l.Compile, data, l.Required(node, 1), l.Required(node, 2),
            Axes.Of(node, data.Shape.Length), Accumulates(node), wrap: true);
    }

    private static void Many(GraphNode node, LoweringContext l)
    {
        if (Combining(node) is { } combine) CollectMany(node, l, combine);
        else GatherKernels.ScatterNd(l.Module, l.Compile, Copied(node, l), l.Required(node, 1), l.Required(node, 2), Accumulates(node), wrap: true);
    }

    // An element meets the updates of its own line whose index is its place; outside of the indices' extents there are none.
    private static void CollectElements(GraphNode node, LoweringContext lowering, (ReduceKind Reduce, BinaryKind Combine, double Nothing) how)
    {
        TensorView data = lowering.Required(node, 0), indices = lowering.Required(node, 1), updates = lowering.Required(node, 2);
        var axis = Axes.Of(node, data.Rank);
        var kernel = lowering.Kernel(node.Name);
        var point = kernel.ParallelAll(data.Shape);
        var step = kernel.Inner(indices.Shape[axis]);
        var stage = kernel.Stage(step);
        var source = point.SetItem(axis, step);
        LoopGuard[] guards = [.. Enumerable.Range(0, data.Rank).Where(a => a != axis && !indices.Shape[a].Equals(data.Shape[a]))
            .Select(a => new LoopGuard(point[a], indices.Shape[a]))];
        var index = stage.LoadGuarded(indices, source, guards, data.Shape[axis].TryConstant(out var size) ? size : int.MaxValue).Cast(ElementType.I64);
        var isIt = IsAt(stage, index, point[axis], data.Shape[axis]);
        var value = stage.Select(isIt, stage.LoadGuarded(updates, source, guards, 0), stage.Constant(updates.Type, how.Nothing));
        Combine(kernel, stage.Reduce(how.Reduce, value), data, point, lowering.Output(node), how.Combine);
    }

    // An element meets every index tuple, and the updates behind those that name its place.
    private static void CollectMany(GraphNode node, LoweringContext lowering, (ReduceKind Reduce, BinaryKind Combine, double Nothing) how)
    {
        TensorView data = lowering.Required(node, 0), indices = lowering.Required(node, 1), updates = lowering.Required(node, 2);
        if (!indices.Shape[^1].TryConstant(out var width)) throw new ArgumentException($"the length {indices.Shape[^1]} of an index tuple must be constant");
        var kernel = lowering.Kernel(node.Name);
        var point = kernel.ParallelAll(data.Shape);
        IndexVar[] tuple = [.. indices.Shape.Take(indices.Rank - 1).Select(kernel.Inner)];
        IndexExpr[] lead = [.. tuple.Select(t => (IndexExpr)t)];
        var stage = kernel.Stage(tuple);
        var isIt = stage.Constant(ElementType.Bool, 1);
        for (var k = 0; k < width; k++)
        {
            var index = stage.Load(indices, [.. lead, k]).Cast(ElementType.I64);
            isIt = isIt.Binary(BinaryKind.And, IsAt(stage, index, point[k], data.Shape[k]));
        }

        var value = stage.Select(isIt, stage.Load(updates, [.. lead, .. point.Skip((int)width)]), stage.Constant(updates.Type, how.Nothing));
        Combine(kernel, stage.Reduce(how.Reduce, value), data, point, lowering.Output(node), how.Combine);
    }

    // Negative indices count from the end.
    private static LoopValue IsAt(LoopStageBuilder stage, LoopValue index, IndexExpr place, IndexExpr extent)
    {
        var own = stage.Index(place);
        return index.Binary(BinaryKind.Equal, own).Binary(BinaryKind.Or, index.Binary(BinaryKind.Equal, own - stage.Index(extent)));
    }

    private static void Combine(
        LoopKernelBuilder kernel, LoopValue collected, TensorView data, IReadOnlyList<IndexExpr> point, TensorView output, BinaryKind combine)
    {
        var last = kernel.Stage();
        last.Store(output, point, last.Load(data, point).Binary(combine, last.Value(collected)));
        kernel.Emit();
    }

    private static TensorDecl Copied(GraphNode node, LoweringContext lowering)
    {
        var output = lowering.Output(node);
        lowering.Copy(lowering.Required(node, 0), output, node.Name + ".copy");
        return output;
    }

    private static bool Accumulates(GraphNode node) => node.Text("reduction") == "add";
}
