using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Compiler.Packages;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Onnx.Expansion;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Models;

/// <summary>
/// Small results of constants, of any operator that the compiler lowers: the node is compiled alone and run by the functional interpreter.
/// What the shape rules follow by themselves never comes here.
/// </summary>
internal sealed class ConstantEvaluation : IConstantEvaluation
{
    private const long MostRead = 1 << 16;

    // Real numbers decide sizes only as scales and the like, which are few and in one row; matrices are weights, which passes fold.
    private const long MostReals = 64;

    /// <summary>The outputs; null if the node is not constant, too large, or no operator that is lowered.</summary>
    public IReadOnlyList<GraphTensor>? TryFold(GraphNode node, GraphExpansion expansion)
    {
        if (node.Domain.Length > 0 || node.HasSubgraph || !node.Inputs.Any(i => i.Length > 0) || IsKnown(node, expansion)) return null;
        if (Constants(node, expansion) is not { } inputs) return null;
        if (node.Operator == "NonZero" && inputs is [var condition]) return [Places(node, condition)];
        return IsSmall(node, expansion) && OperatorLowerings.Find(node.Operator) is { } lowering ? Run(node, expansion, inputs, lowering) : null;
    }

    private static bool IsKnown(GraphNode node, GraphExpansion expansion) =>
        node.Outputs.All(o => o.Length == 0 || expansion.Value(o).Known is not null);

    private static GraphTensor[]? Constants(GraphNode node, GraphExpansion expansion)
    {
        var inputs = node.Inputs.Where(i => i.Length > 0).Distinct().Select(expansion.ConstantOf).ToArray();
        return inputs.All(i => i is { Content: TensorContent.Inline } && i.Element.Bits() is >= 8 and <= 64) && inputs.Sum(i => i!.Count) <= MostRead
            ? [.. inputs.Select(i => i!)] : null;
    }

    private static bool IsSmall(GraphNode node, GraphExpansion expansion) => node.Outputs.Where(o => o.Length > 0).Select(expansion.Value).All(v =>
        v.Shape is { } shape && shape.Elements.Constant is > 0 and var count
        && (v.Element.IsReal() ? count <= MostReals && shape.Rank <= 1 : count <= KnownTensor.MostElements));

    private static IReadOnlyList<GraphTensor>? Run(GraphNode node, GraphExpansion expansion, GraphTensor[] inputs, OperatorLowering lowering)
    {
        var graph = new ModelGraph
        {
            Name = node.Name,
            Opsets = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal).Add("", node.Opset),
            Inputs = [],
            Outputs = [.. node.Outputs.Where(o => o.Length > 0)],
            Nodes = [node],
            Initializers = inputs.ToImmutableSortedDictionary(i => i.Name, i => i, StringComparer.Ordinal),
            Values = node.Inputs.Concat(node.Outputs).Where(n => n.Length > 0).Distinct().ToImmutableDictionary(n => n, expansion.Value, StringComparer.Ordinal),
        };
        if (lowering.Refusal?.Invoke(node, graph) is not null) return null;
        var diagnostics = new DiagnosticBag();
        var model = ModelLowering.Lower(graph, new CompileContext(MachineFacts.TpuV3, new CompileOptions(), diagnostics));
        if (diagnostics.HasErrors) return null;
        model = model with { Module = KernelCompiler.Lower(model.Module, diagnostics) };
        return diagnostics.HasErrors ? null : ModelExecution.Run(model, ImmutableDictionary<string, GraphTensor>.Empty);
    }

    // Row by row: the places of the elements that are not 0 along each axis.
    private static GraphTensor Places(GraphNode node, GraphTensor condition)
    {
        var values = condition.ToDoubles();
        var rank = Math.Max(1, condition.Shape.Length);
        int[] found = [.. Enumerable.Range(0, values.Length).Where(i => values[i] != 0)];
        var places = new long[rank * found.Length];
        for (var i = 0; i < found.Length; i++)
        {
            long left = found[i];
            for (var axis = condition.Shape.Length - 1; axis >= 0; axis--)
            {
                places[axis * found.Length + i] = left % condition.Shape[axis];
                left /= condition.Shape[axis];
            }
        }

        return GraphTensor.OfInt64s(node.Outputs[0], OnnxElementType.Int64, [rank, found.Length], places);
    }
}
