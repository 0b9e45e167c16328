using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;

namespace ActorSim.Frontend.Compiler.Operators.Coverage;

/// <summary>The coverage table of a model.</summary>
public sealed record ModelCheck(ImmutableArray<CoverageRow> Rows)
{
    private const int MostNamesInAMessage = 5;

    public bool IsSupported => Rows.All(r => r.Status != OperatorStatus.Unsupported);

    /// <summary>Every operator of a graph, folded ones included, in the order of their names.</summary>
    /// <param name="graph">After shape inference and folding.</param>
    /// <param name="catalog">What can be run.</param>
    public static ModelCheck Of(ModelGraph graph, OperatorCatalog catalog)
    {
        var folded = graph.Folded.Select(n => (Node: n, Status: OperatorStatus.ConstantFolded, Reason: ""));
        var rows = graph.Nodes.Select(n => (Node: n, Fate: catalog.Of(n, graph)))
            .Select(n => (n.Node, n.Fate.Status, n.Fate.Reason))
            .Concat(folded)
            .GroupBy(n => (n.Node.Domain, n.Node.Operator, n.Node.Opset, n.Status, n.Reason))
            .Select(g => new CoverageRow(
                g.Key.Domain, g.Key.Operator, g.Key.Opset, g.Key.Status, g.Key.Reason, [.. g.Select(n => n.Node.Name)]))
            .OrderBy(r => r.Operator, StringComparer.Ordinal)
            .ThenBy(r => r.Domain, StringComparer.Ordinal)
            .ThenBy(r => r.Status)
            .ThenBy(r => r.Reason, StringComparer.Ordinal);
        return new ModelCheck([.. rows]);
    }

    /// <summary>Throws one <see cref="OnnxException"/> that names every operator that is not supported.</summary>
    public void ThrowIfUnsupported(string file)
    {
        var problems = Rows.Where(r => r.Status == OperatorStatus.Unsupported).Select(Problem).ToArray();
        if (problems.Length > 0)
        {
            throw new OnnxException(file, problems);
        }
    }

    private static OnnxProblem Problem(CoverageRow row)
    {
        var names = string.Join(", ", row.Nodes.Take(MostNamesInAMessage).Select(n => $"'{n}'"));
        var more = row.Nodes.Length > MostNamesInAMessage ? $" and {row.Nodes.Length - MostNamesInAMessage} more" : "";
        var name = row.Domain.Length > 0 ? $"{row.Domain}.{row.Operator}" : row.Operator;
        return new OnnxProblem($"operator {name} (opset {row.Opset})", $"is not supported: {row.Reason}; nodes {names}{more}");
    }
}
