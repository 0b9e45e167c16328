using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Ir.Index;
using ActorSim.Frontend.Kernels.Loops;

namespace ActorSim.Frontend.Onnx.Lowering;

/// <summary>Writing at computed places: a copy of the data first, then the updates into it.</summary>
internal static class ScatterOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("Scatter", Elements), new("ScatterElements", Elements, OnlyAdds), new("ScatterND", Many, OnlyAdds),
    ];

    private static string? OnlyAdds(GraphNode node, ModelGraph graph) =>
        node.Text("reduction", "none") is "none" or "add" ? null : $"reduction {node.Text("reduction", "")}: the DMA engine can only add";

    private static void Elements(GraphNode node, LoweringContext lowering)
    {
        TensorView updates = lowering.Required(node, 2);
        TensorView output = Copied(node, lowering);
        var axis = Axes.Of(node, output.Rank, 0);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(updates.Shape);
        var stage = kernel.Stage();
        var place = GatherOperators.Symbol(stage, stage.Load(lowering.Required(node, 1), index), output.Shape[axis]);
        stage.Store(output, index.SetItem(axis, place), stage.Load(updates, index), Accumulates(node));
        kernel.Emit();
    }

    private static void Many(GraphNode node, LoweringContext lowering)
    {
        TensorView indices = lowering.Required(node, 1);
        TensorView updates = lowering.Required(node, 2);
        TensorView output = Copied(node, lowering);
        var depth = GatherOperators.Depth(indices);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(updates.Shape);
        var stage = kernel.Stage();
        var lead = index.Take(indices.Rank - 1).ToArray();
        var places = Enumerable.Range(0, depth)
            .Select(k => GatherOperators.Symbol(stage, stage.Load(indices, [.. lead, (IndexExpr)k]), output.Shape[k]));
        stage.Store(output, [.. places, .. index.Skip(indices.Rank - 1)], stage.Load(updates, index), Accumulates(node));
        kernel.Emit();
    }

    private static TensorDecl Copied(GraphNode node, LoweringContext lowering)
    {
        var output = lowering.Output(node);
        lowering.Copy(lowering.Required(node, 0), output, node.Name + ".copy");
        return output;
    }

    private static bool Accumulates(GraphNode node) => node.Text("reduction", "none") == "add";
}
