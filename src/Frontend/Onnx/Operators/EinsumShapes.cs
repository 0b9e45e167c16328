using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Sums of products in index notation, with an ellipsis for leading dimensions.</summary>
internal static class EinsumShapes
{
    private const string Ellipsis = "...";

    public static void Einsum(ShapeContext c)
    {
        var equation = c.Node.Text("equation").Replace(" ", "", StringComparison.Ordinal);
        var halves = equation.Split("->");
        var terms = halves[0].Split(',');
        if (halves.Length > 2 || terms.Length != c.InputCount)
        {
            throw new ShapeException($"equation '{equation}' does not name the {c.InputCount} inputs");
        }

        var sizes = new Dictionary<char, Dim>();
        TensorShape? batch = TensorShape.Scalar;
        for (var i = 0; i < terms.Length; i++)
        {
            if (c.Shape(i) is not { } shape)
            {
                c.Out(0, c.Element(0), null);
                return;
            }

            batch = Broadcasting.Of(c, batch, Bind(c, terms[i], shape, sizes));
        }

        var output = halves.Length == 2 ? halves[1] : Implicit(halves[0]);
        var at = output.IndexOf(Ellipsis, StringComparison.Ordinal);
        Dim[] dims = [.. output.Replace(Ellipsis, "", StringComparison.Ordinal).Select(letter => sizes.TryGetValue(letter, out var size) ? size
            : throw new ShapeException($"equation '{equation}': index '{letter}' is in no input"))];
        c.Out(0, c.Element(0), new TensorShape(at < 0 ? dims : [.. dims.Take(at), .. batch.Dims, .. dims.Skip(at)]));
    }

    // Sizes of the letters of one input; the dimensions under its ellipsis.
    private static TensorShape Bind(ShapeContext c, string term, TensorShape shape, Dictionary<char, Dim> sizes)
    {
        var at = term.IndexOf(Ellipsis, StringComparison.Ordinal);
        var letters = term.Replace(Ellipsis, "", StringComparison.Ordinal);
        if (at < 0 ? letters.Length != shape.Rank : letters.Length > shape.Rank || at > letters.Length)
        {
            throw new ShapeException($"term '{term}' does not fit an input of shape {shape}");
        }

        var hidden = shape.Rank - letters.Length;
        for (var i = 0; i < letters.Length; i++)
        {
            var dim = shape[at >= 0 && i >= at ? i + hidden : i];
            sizes[letters[i]] = sizes.TryGetValue(letters[i], out var known) ? c.Same(known, dim, $"index '{letters[i]}'") : dim;
        }

        return at < 0 ? TensorShape.Scalar : new TensorShape(shape.Dims.Skip(at).Take(hidden));
    }

    // Without an output: the letters that stand once, in order.
    private static string Implicit(string inputs) =>
        (inputs.Contains(Ellipsis, StringComparison.Ordinal) ? Ellipsis : "")
        + string.Concat(inputs.Where(char.IsLetter).GroupBy(l => l).Where(g => g.Count() == 1).Select(g => g.Key).Order());
}
