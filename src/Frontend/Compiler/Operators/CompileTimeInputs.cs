using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Inputs that decide what is compiled: rows name them.</summary>
internal static class CompileTimeInputs
{
    /// <summary>Why a node cannot be compiled; null: all of them are known.</summary>
    public static string? Refusal(GraphNode node, ModelGraph graph) => (OperatorTable.Find(node)?.Fixed(node) ?? []).Select(node.Input)
        .FirstOrDefault(name => name is not null && !graph.Initializers.ContainsKey(name) && graph.Value(name).Known is null) is { } unknown
        ? $"input '{unknown}' must be known while compiling; make it a constant of the model" : null;
}
