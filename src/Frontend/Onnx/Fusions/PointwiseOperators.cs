using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>Operators that compute each element from those at its place, with broadcasting: several of which can share a kernel.</summary>
internal static class PointwiseOperators
{
    // Since then operands repeat by numpy's rules; before, by attributes.
    private const int BroadcastOpset = 7;

    /// <summary>True if the node is one of them, on types that units compute with, and not known while compiling.</summary>
    public static bool Contain(GraphNode node, GraphUses uses)
    {
        if (OperatorTable.Find(node) is not { IsPointwise: true } row || (row.Domain.Length == 0 && node.Opset < BroadcastOpset)) return false;
        return node.Outputs.Length == 1 && uses.Graph.Value(node.Outputs[0]) is { Shape: not null, Known: not { IsConstant: true } }
            && node.Inputs.Concat(node.Outputs).All(v => v.Length == 0 || IsComputed(uses.Graph.Value(v).Element));
    }

    private static bool IsComputed(OnnxElementType type) => type is OnnxElementType.Float32 or OnnxElementType.Float16 or OnnxElementType.BFloat16
        or OnnxElementType.Float64 or OnnxElementType.Int32 or OnnxElementType.Int64 or OnnxElementType.Bool;
}
