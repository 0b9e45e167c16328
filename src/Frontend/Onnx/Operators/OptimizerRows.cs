using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Steps of optimizers: the outputs have the shapes of the tensors and states among the inputs, which models declare.</summary>
internal static class OptimizerRows
{
    public const string Domain = "ai.onnx.preview.training";

    public static readonly OperatorRow[] Rows =
    [
        Of("Momentum", [Float("alpha", 0), Float("beta", 1), Text("mode", "standard")]),
        Of("Adagrad", [Float("decay_factor", 0), Float("epsilon", 1e-6f)]),
        Of("Adam", [Float("alpha", 0.9f), Float("beta", 0.999f), Float("epsilon", 1e-6f), Float("norm_coefficient_post", 0)]),
    ];

    private static OperatorRow Of(string name, ImmutableArray<NodeAttribute> defaults) =>
        new(name, null) { Domain = Domain, Defaults = [Float("norm_coefficient", 0), .. defaults] };
}
