using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>Operators that compute each element from those at its place, with broadcasting: what several of can share a kernel.</summary>
public static class PointwiseOperators
{
    // Since then operands repeat by numpy's rules; before, by attributes.
    private const int BroadcastOpset = 7;

    /// <summary>Of the standard domain.</summary>
    public static ImmutableSortedSet<string> Names { get; } = ImmutableSortedSet.Create(
        StringComparer.Ordinal,
        "Abs", "Neg", "Sign", "Not", "Floor", "Ceil", "Round", "Sqrt", "Reciprocal", "Exp", "Log", "Sin", "Cos", "Tan", "Tanh", "Erf", "Sigmoid",
        "Cast", "Relu", "LeakyRelu", "Elu", "Selu", "HardSigmoid", "HardSwish", "Softplus", "Softsign", "Mish", "Gelu",
        "Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "Sum", "And", "Or", "Xor", "Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual",
        "Where", "Clip");

    /// <summary>True if the node is one of them, on types that units compute with, and not known while compiling.</summary>
    internal static bool Contain(GraphNode node, GraphUses uses)
    {
        if (node.Domain == InternalOperators.Domain ? node.Operator != InternalOperators.Silu
            : node.Domain.Length > 0 || !Names.Contains(node.Operator) || node.Opset < BroadcastOpset) return false;
        return node.Outputs.Length == 1 && uses.Graph.Value(node.Outputs[0]) is { Shape: not null, Known: not { IsConstant: true } }
            && node.Inputs.Concat(node.Outputs).All(v => v.Length == 0 || IsComputed(uses.Graph.Value(v).Element));
    }

    private static bool IsComputed(OnnxElementType type) => type is OnnxElementType.Float32 or OnnxElementType.Float16 or OnnxElementType.BFloat16
        or OnnxElementType.Float64 or OnnxElementType.Int32 or OnnxElementType.Int64 or OnnxElementType.Bool;
}
