using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Operators that only passes make. Their inputs and attributes are stated here; files cannot contain them.</summary>
public static class InternalOperators
{
    public const string Domain = "actorsim";

    /// <summary>
    /// activation(A B + bias + residual), broadcast like MatMul. Inputs A, B, bias, residual (the last two may be left out); attributes
    /// activation and, where an operand is read (A, B) or the result written (C) through a transposition, permA, permB, permC.
    /// With rows = 1, A and B are matrices and the result's axes before the last are A's rows.
    /// </summary>
    public const string MatMul = "FusedMatMul";

    /// <summary>Conv with inputs X, W, bias, residual and the attribute activation beside those of Conv.</summary>
    public const string Conv = "FusedConv";

    /// <summary>
    /// softmax(scale Q K^T + mask) V. Inputs Q, K, V, mask; each [batch, heads, tokens, width] after permQ, permK, permV; the result is
    /// written through permY. With causal = 1 a query sees the keys up to its own place, counted from the end.
    /// </summary>
    public const string Attention = "FusedAttention";

    /// <summary>One kernel of several operators that compute each element from those at its place; they are the attribute body.</summary>
    public const string Pointwise = "FusedPointwise";

    /// <summary>x sigmoid(x).</summary>
    public const string Silu = "Silu";

    internal static OperatorRow[] Rows { get; } =
    [
        new(MatMul, null) { Domain = Domain, Required = 2, Defaults = [Text("activation", "none")] },
        new(Conv, null) { Domain = Domain, Required = 2, Defaults = [Text("activation", "none"), Int("group", 1), Text("auto_pad", "NOTSET")] },
        new(Attention, null) { Domain = Domain, Required = 3, Defaults = [Float("scale", 1), Int("causal", 0)] },
        new(Pointwise, null) { Domain = Domain },
        new(Silu, null) { Domain = Domain, IsPointwise = true },
    ];

    public static bool Is(GraphNode node, string name) => node.Domain == Domain && node.Operator == name;
}
