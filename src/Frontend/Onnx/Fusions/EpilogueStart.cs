using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>A product or convolution that an epilogue can follow, as the internal operator.</summary>
/// <param name="Node">The node of the model.</param>
/// <param name="Operator">The internal operator.</param>
/// <param name="Bias">What it adds itself; empty: nothing.</param>
/// <param name="Attributes">Of the internal operator, so far.</param>
internal sealed record EpilogueStart(GraphNode Node, string Operator, string Bias, ImmutableArray<NodeAttribute> Attributes)
{
    public string Output => Node.Outputs[0];

    /// <summary>Null if the node is no product of floats, or one that the internal operators cannot express.</summary>
    public static EpilogueStart? Of(GraphNode node, ModelGraph graph)
    {
        if (!node.Outputs.Take(1).Any(o => IsFloat(graph.Value(o).Element)) || node.Inputs.Length < 2
            || graph.Value(node.Inputs[0]).Element != graph.Value(node.Inputs[1]).Element) return null;
        return node.Operator switch
        {
            "Conv" => new EpilogueStart(node, InternalOperators.Conv, node.Input(2) ?? "", node.Attributes),
            "MatMul" => Rank(node, 0, graph) >= 2 && Rank(node, 1, graph) >= 2
                ? new EpilogueStart(node, InternalOperators.MatMul, "", []) : null,
            "Gemm" => Gemm(node, graph),
            _ => null,
        };
    }

    private static EpilogueStart? Gemm(GraphNode node, ModelGraph graph)
    {
        var bias = node.Input(2);
        if (node.Float("alpha") != 1 || (bias is not null && (node.Float("beta") != 1 || Rank(node, 2, graph) < 1))) return null;
        var attributes = ImmutableArray.CreateBuilder<NodeAttribute>();
        if (node.Int("transA") != 0) attributes.Add(NodeAttribute.IntList("permA", [1, 0]));
        if (node.Int("transB") != 0) attributes.Add(NodeAttribute.IntList("permB", [1, 0]));
        return new EpilogueStart(node, InternalOperators.MatMul, bias ?? "", attributes.ToImmutable());
    }

    private static int Rank(GraphNode node, int input, ModelGraph graph) => graph.Value(node.Inputs[input]).Shape?.Rank ?? 0;

    private static bool IsFloat(OnnxElementType type) => type is OnnxElementType.Float32 or OnnxElementType.Float16 or OnnxElementType.BFloat16;
}
