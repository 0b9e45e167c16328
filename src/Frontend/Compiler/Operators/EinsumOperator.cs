using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Sums of products over named axes, on the vector unit: parallel over the output's axes, reduced over the others.</summary>
internal static class EinsumOperator
{
    public static void Lower(GraphNode node, LoweringContext lowering)
    {
        TensorView[] inputs = [.. node.Inputs.Select((_, i) => (TensorView)lowering.Required(node, i))];
        var (terms, result) = Equation(node.Text("equation").Replace(" ", "", StringComparison.Ordinal), [.. inputs.Select(x => x.Rank)]);
        var extents = new Dictionary<char, IndexExpr>();
        foreach (var (term, input) in terms.Zip(inputs))
            for (var axis = 0; axis < term.Length; axis++)
                if (!extents.TryGetValue(term[axis], out var known) || known.Equals(IndexExpr.One)) extents[term[axis]] = input.Shape[axis];
        Emit(node, lowering, inputs, terms, result, extents);
    }

    private static void Emit(
        GraphNode node, LoweringContext lowering, TensorView[] inputs, string[] terms, string result, Dictionary<char, IndexExpr> extents)
    {
        var kernel = lowering.Kernel(node.Name);
        var index = result.ToDictionary(letter => letter, letter => (IndexExpr)kernel.Parallel(extents[letter]));
        var inner = string.Concat(terms).Except(result).Distinct().Select(letter => (letter, Axis: kernel.Inner(extents[letter]))).ToArray();
        foreach (var (letter, axis) in inner) index[letter] = axis;
        var stage = kernel.Stage(inner.Select(i => i.Axis));
        var product = inputs.Zip(terms).Select(x => Load(stage, x.First, x.Second, index)).Aggregate((a, b) => a * b);
        if (inner.Length > 0)
        {
            var sum = stage.Reduce(ReduceKind.Sum, product);
            stage = kernel.Stage();
            product = stage.Value(sum);
        }

        stage.Store(lowering.Output(node), [.. result.Select(letter => index[letter])], product);
        kernel.Emit();
    }

    private static LoopValue Load(LoopStageBuilder stage, TensorView input, string term, Dictionary<char, IndexExpr> index) =>
        stage.Load(input, [.. term.Select((letter, axis) => input.Shape[axis].Equals(IndexExpr.One) ? IndexExpr.Zero : index[letter])]);

    // An ellipsis stands for the leading axes, which get digits as letters; without "->" the result has the letters that occur once.
    private static (string[] Terms, string Result) Equation(string text, int[] ranks)
    {
        var sides = text.Split("->");
        var terms = sides[0].Split(',');
        if (terms.Length != ranks.Length) throw new ArgumentException($"equation '{text}' has {terms.Length} terms for {ranks.Length} inputs");
        var longest = terms.Select((t, i) => t.Contains("...", StringComparison.Ordinal) ? ranks[i] - (t.Length - 3) : 0).Max();
        string Expand(string term, int count) =>
            term.Replace("...", string.Concat(Enumerable.Range(longest - count, count).Select(d => (char)('0' + d))), StringComparison.Ordinal);
        var full = terms.Select((t, i) => Expand(t, t.Contains("...", StringComparison.Ordinal) ? ranks[i] - (t.Length - 3) : 0)).ToArray();
        if (sides.Length > 1) return (full, Expand(sides[1], longest));
        var letters = string.Concat(full);
        var once = letters.Distinct().Where(c => char.IsDigit(c) || letters.Count(x => x == c) == 1).Order();
        return (full, string.Concat(once));
    }
}
