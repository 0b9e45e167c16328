using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>Activations that kernels apply to their results.</summary>
internal static class ActivationName
{
    /// <summary>The name of the activation that a node applies to a value; null if it is none of these.</summary>
    public static string? Of(GraphNode node, string value, GraphUses uses) => (node.Domain, node.Operator) switch
    {
        ("", "Relu") => "relu",
        ("", "Sigmoid") => "sigmoid",
        ("", "Tanh") => "tanh",
        ("", "Gelu") => node.Text("approximate") == "tanh" ? "gelu-tanh" : "gelu",
        (InternalOperators.Domain, InternalOperators.Silu) => "silu",
        ("", "Clip") => node.Inputs[0] == value && IsClipToSix(node, uses) ? "relu6" : null,
        _ => null,
    };

    private static bool IsClipToSix(GraphNode node, GraphUses uses) => node.Opset >= 11
        ? uses.Scalar(node.Input(1)) == 0 && uses.Scalar(node.Input(2)) == 6
        : node.Float("min") == 0 && node.Float("max") == 6;
}
