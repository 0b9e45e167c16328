using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>x sigmoid(x) as one operator.</summary>
public sealed class SiluFusion : IGraphPass
{
    public string Name => "silu";

    public ModelGraph Run(ModelGraph graph)
    {
        var uses = new GraphUses(graph);
        var rewrite = new GraphRewrite(graph);
        foreach (var sigmoid in graph.Nodes.Where(n => n is { Domain: "", Operator: "Sigmoid" }))
        {
            var x = sigmoid.Inputs[0];
            if (uses.OnlyReader(sigmoid.Outputs[0]) is { Domain: "", Operator: "Mul" } product && product.Inputs.Contains(x))
                rewrite.Replace([sigmoid, product], product,
                    new GraphNode(product.Name, InternalOperators.Silu, InternalOperators.Domain, 1, [x], product.Outputs, []));
        }

        return rewrite.Result();
    }
}
