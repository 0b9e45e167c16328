using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>One row for every operator, by family. To add one: its row here, and its lowering in the compiler's Operators.</summary>
internal static class OperatorTable
{
    /// <summary>By domain, then by name.</summary>
    public static ImmutableArray<OperatorRow> Rows { get; } =
    [
        .. new[]
            {
                ElementwiseShapes.Rows, ConvolutionShapes.Rows, PoolingShapes.Rows, MatrixShapes.Rows, ReductionShapes.Rows,
                NormalizationShapes.Rows, LayoutShapes.Rows, JoinShapes.Rows, IndexingShapes.Rows, GeneratorShapes.Rows, ResizeShapes.Rows,
                RecurrentShapes.Rows, QuantizationShapes.Rows, LossShapes.Rows, SignalShapes.Rows, SequenceShapes.Rows, TextShapes.Rows,
                OptimizerRows.Rows, InternalOperators.Rows,
            }
            .SelectMany(family => family)
            .OrderBy(r => r.Domain, StringComparer.Ordinal)
            .ThenBy(r => r.Name, StringComparer.Ordinal),
    ];

    private static readonly Dictionary<(string Domain, string Name), OperatorRow> ByName = Rows.ToDictionary(r => (r.Domain, r.Name));

    /// <summary>Null: nothing is known of the operator.</summary>
    public static OperatorRow? Find(string domain, string name) => ByName.GetValueOrDefault((domain, name));

    public static OperatorRow? Find(GraphNode node) => Find(node.Domain, node.Operator);
}

/// <summary>Attributes of a node with the defaults of its operator's row.</summary>
internal static class AttributesWithDefaults
{
    /// <exception cref="InvalidOperationException">The node leaves it out, and the row has no default.</exception>
    public static long Int(this GraphNode node, string name) => node.Attribute(name) is { Ints: [var value, ..] } ? value : Default(node, name).Ints[0];

    /// <exception cref="InvalidOperationException">The node leaves it out, and the row has no default.</exception>
    public static float Float(this GraphNode node, string name) =>
        node.Attribute(name) is { Floats: [var value, ..] } ? value : Default(node, name).Floats[0];

    /// <exception cref="InvalidOperationException">The node leaves it out, and the row has no default.</exception>
    public static string Text(this GraphNode node, string name) =>
        node.Attribute(name) is { Strings: [var value, ..] } ? value : Default(node, name).Strings[0];

    private static NodeAttribute Default(GraphNode node, string name) =>
        (OperatorTable.Find(node) ?? throw new InvalidOperationException($"operator {node.Operator} has no row")).Default(name, node.Opset);
}
