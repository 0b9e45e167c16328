using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators.Coverage;

/// <summary>Which standard operators can be run. The compiler adds an entry for each operator that it lowers.</summary>
public sealed class OperatorCatalog
{
    private readonly Dictionary<string, (OperatorStatus Status, Func<GraphNode, ModelGraph, string?> Refusal)> _entries =
        new(StringComparer.Ordinal);

    private OperatorCatalog()
    {
    }

    /// <summary>A catalog with the operators that only rename or reshape.</summary>
    public static OperatorCatalog WithFreeOperators()
    {
        var catalog = new OperatorCatalog();
        foreach (var row in OperatorTable.Rows.Where(r => r.IsFree))
        {
            catalog._entries[row.Name] = (OperatorStatus.Free, row.Name == "Dropout" ? TrainingDropout : (_, _) => null);
        }

        return catalog;
    }

    /// <summary>Adds an operator that the compiler lowers.</summary>
    /// <param name="name">As the standard domain calls it.</param>
    /// <param name="refusal">Why a node of it cannot be lowered after all (element type, attribute, unknown shape); null: it can.</param>
    public OperatorCatalog Compiles(string name, Func<GraphNode, ModelGraph, string?>? refusal = null)
    {
        _entries[name] = (OperatorStatus.Compiled, refusal ?? ((_, _) => null));
        return this;
    }

    /// <summary>What becomes of a node, with the reason where it is not supported.</summary>
    public (OperatorStatus Status, string Reason) Of(GraphNode node, ModelGraph graph)
    {
        if (node.Outputs.All(o => o.Length == 0 || graph.Value(o).Known is not null))
        {
            return (OperatorStatus.ConstantFolded, "");
        }

        if ((graph.Refusals.GetValueOrDefault(node.Name) ?? Structural(node, graph)) is { } reason)
        {
            return (OperatorStatus.Unsupported, reason);
        }

        if (!_entries.TryGetValue(node.Operator, out var entry))
        {
            return (OperatorStatus.Unsupported, "no kernel");
        }

        return (entry.Refusal(node, graph) ?? OpenSize(node, graph)) is { } refusal ? (OperatorStatus.Unsupported, refusal) : (entry.Status, "");
    }

    // What no kernel could do anything about.
    private static string? Structural(GraphNode node, ModelGraph graph) => node switch
    {
        { Domain.Length: > 0 } when OperatorTable.Find(node) is null => $"operators of domain {node.Domain} are not compiled",
        { HasSubgraph: true } => "holds a graph of its own (control flow), which is not followed; unroll it when exporting",
        _ => node.Inputs.Concat(node.Outputs).Where(n => n.Length > 0).Select(graph.Value)
            .FirstOrDefault(v => v.Kind is not (ValueKind.Tensor or ValueKind.Unknown) || v.Element == OnnxElementType.String) is { } value
            ? value.Kind == ValueKind.Tensor ? $"'{value.Name}' is a tensor of strings" : $"'{value.Name}' is no tensor ({value.Kind})"
            : null,
    };

    // A size that appears here and is none of those that a caller gives. Nodes behind this one have it too: one report is enough.
    private static string? OpenSize(GraphNode node, ModelGraph graph)
    {
        var known = Symbols(node.Inputs.Concat(graph.Inputs), graph);
        foreach (var name in node.Outputs.Where(o => o.Length > 0))
        {
            if (graph.Value(name).Shape is not { } shape)
            {
                return node.Inputs.All(i => i.Length == 0 || graph.Value(i).Shape is not null) ? $"the shape of '{name}' cannot be inferred" : null;
            }

            if (Symbols([name], graph).FirstOrDefault(s => !known.Contains(s)) is not null)
            {
                var open = Symbols(node.Inputs, graph);
                return open.Count == 0 ? $"the shape {shape} of '{name}' depends on data, not only on sizes"
                    : $"the shape {shape} of '{name}' does not follow from open sizes: give {string.Join(", ", open)}, unless it depends on data";
            }
        }

        return null;
    }

    private static SortedSet<string> Symbols(IEnumerable<string> values, ModelGraph graph)
    {
        var symbols = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var dim in values.Where(v => v.Length > 0).SelectMany(v => graph.Value(v).Shape?.Dims ?? [])) dim.CollectSymbols(symbols);
        return symbols;
    }

    // Training with ratio 0 drops nothing.
    private static string? TrainingDropout(GraphNode node, ModelGraph graph)
    {
        var isInference = node.Opset < 12 || node.Input(2) is not { } mode || graph.Value(mode).Known?.Constants() is [0];
        var ratio = node.Input(1) is { } name ? graph.Value(name).Known?.ConstantReals() : [0.5];
        return isInference || ratio is [0] ? null : "training mode drops at random";
    }
}
