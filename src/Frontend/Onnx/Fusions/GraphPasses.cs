using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>The passes between import and lowering.</summary>
public static class GraphPasses
{
    /// <summary>In this order: parts are put together into the operators they stand for before these are put into larger kernels.</summary>
    public static ImmutableArray<IGraphPass> Fusion { get; } =
    [
        new WeightLayouts(),
        new BatchNormFolding(),
        new LayerNormFusion(),
        new GeluFusion(),
        new SiluFusion(),
        new AttentionFusion(),
        new EpilogueFusion(),
        new TransposeAbsorption(),
        new PointwiseFusion(),
        new UnusedNodes(),
    ];

    public static ModelGraph Run(ModelGraph graph, IEnumerable<IGraphPass> passes) =>
        passes.Aggregate(graph, (g, pass) => pass.Run(g));
}
