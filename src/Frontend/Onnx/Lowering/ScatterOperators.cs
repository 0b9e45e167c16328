using ActorSim.Frontend.Graph;
using ActorSim.Frontend.Ir;
using ActorSim.Frontend.Kernels.Vector;

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

    private static void Elements(GraphNode node, LoweringContext l)
    {
        var data = Copied(node, l);
        GatherKernels.ScatterElements(l.Module, l.Compile, data, l.Required(node, 1), l.Required(node, 2),
            Axes.Of(node, data.Shape.Length, 0), Accumulates(node), wrap: true);
    }

    private static void Many(GraphNode node, LoweringContext l) => GatherKernels.ScatterNd(
        l.Module, l.Compile, Copied(node, l), l.Required(node, 1), l.Required(node, 2), Accumulates(node), wrap: true);

    private static TensorDecl Copied(GraphNode node, LoweringContext lowering)
    {
        var output = lowering.Output(node);
        lowering.Copy(lowering.Required(node, 0), output, node.Name + ".copy");
        return output;
    }

    private static bool Accumulates(GraphNode node) => node.Text("reduction", "none") == "add";
}
