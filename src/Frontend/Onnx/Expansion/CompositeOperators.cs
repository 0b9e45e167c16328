using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>An operator that is made of others.</summary>
/// <param name="Domain">Empty for the standard operators.</param>
/// <param name="Name">As the domain calls it.</param>
/// <param name="Required">Inputs that it cannot do without; they come first.</param>
/// <param name="Expand">Makes the nodes.</param>
internal sealed record CompositeOperator(string Domain, string Name, int Required, Action<Composition> Expand)
{
    /// <summary>Which nodes are made of others; null: all.</summary>
    public Func<GraphNode, bool>? When { get; init; }
}

/// <summary>All operators that are made of others, one row each, by family.</summary>
internal static class CompositeOperators
{
    /// <summary>Operators of ONNX Runtime.</summary>
    public const string Microsoft = "com.microsoft";

    private static readonly ImmutableDictionary<(string Domain, string Name), CompositeOperator> ByName =
        All().ToImmutableDictionary(o => (o.Domain, o.Name));

    /// <summary>Null if the node is not made of others.</summary>
    public static CompositeOperator? Find(GraphNode node) =>
        ByName.TryGetValue((node.Domain, node.Operator), out var found) && found.When?.Invoke(node) != false ? found : null;

    private static IEnumerable<CompositeOperator> All() =>
    [
        .. ActivationComposites.All,
        .. NormalizationComposites.All,
        .. MatrixComposites.All,
        .. QuantizedComposites.All,
        .. AttentionComposites.All,
        .. RotaryComposites.All,
        .. ImageComposites.All,
        .. StandardNames.All,
    ];
}

/// <summary>Operators that another domain gives another name, or the same.</summary>
internal static class StandardNames
{
    private static readonly (string Name, int Required)[] Same =
        [("Trilu", 1), ("GatherND", 2), ("Pad", 2), ("DequantizeLinear", 2), ("QuantizeLinear", 2), ("Range", 2)];

    public static IEnumerable<CompositeOperator> All =>
    [
        .. Same.Select(o => new CompositeOperator(CompositeOperators.Microsoft, o.Name, o.Required, c => As(c, o.Name))),
        new(CompositeOperators.Microsoft, "ExpandDims", 2, c => As(c, "Unsqueeze")),
    ];

    private static void As(Composition c, string name)
    {
        var outputs = c.Ops(name, c.Node.Outputs.Length, c.Node.Inputs, [.. c.Node.Attributes]);
        for (var i = 0; i < outputs.Length; i++) c.Out(i, outputs[i]);
    }
}
