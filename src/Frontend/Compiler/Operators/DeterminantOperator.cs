using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Determinants of small matrices, written out by their first columns (n! products).</summary>
internal static class DeterminantOperator
{
    private const int MostRows = 5;

    public static void Lower(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        int[] all = [.. Enumerable.Range(0, Rows(input.Shape[^1]))];
        var elements = all.Select(r => all.Select(c => stage.Load(input, [.. index, r, c])).ToArray()).ToArray();
        stage.Store(output, index, Of(elements, all, 0));
        kernel.Emit();
    }

    public static string? Refusal(GraphNode node, ModelGraph graph) =>
        graph.Value(node.Inputs[0]).Shape is { Rank: >= 2 } shape && shape[shape.Rank - 1].Constant is <= MostRows ? null
            : $"matrices of more than {MostRows} rows";

    private static LoopValue Of(LoopValue[][] elements, int[] rows, int column)
    {
        if (rows.Length == 1) return elements[rows[0]][column];
        LoopValue? sum = null;
        for (var i = 0; i < rows.Length; i++)
        {
            var product = elements[rows[i]][column] * Of(elements, [.. rows.Where((_, k) => k != i)], column + 1);
            sum = sum is not { } before ? product : i % 2 == 0 ? before + product : before - product;
        }

        return sum!.Value;
    }

    private static int Rows(IndexExpr extent) => extent.TryConstant(out var rows) ? (int)rows
        : throw new ArgumentException($"{extent} rows: give the size");
}
