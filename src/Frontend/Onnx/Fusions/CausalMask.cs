using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Fusions;

/// <summary>Recognises which keys a query sees in causal attention: key j and query i of L and S with j &lt;= i + S - L.</summary>
internal static class CausalMask
{
    /// <summary>True if the truth values, of shape [.., L, S], are exactly those, and every query sees a key: S is not below L.</summary>
    public static bool Is(string visible, Dim queries, Dim keys, GraphUses uses)
    {
        if (!IsNeverNegative(keys - queries)) return false;
        if (uses.Graph.Initializers.TryGetValue(visible, out var stored)) return IsLowerTriangle(stored, queries, keys);
        if (uses.Producer(visible, "LessOrEqual") is { } less)
            return IsRange(less.Inputs[0], 0, keys, -1, uses) && IsRange(less.Inputs[1], keys - queries, queries, -2, uses);
        return uses.Producer(visible, "GreaterOrEqual") is { } greater
            && IsRange(greater.Inputs[1], 0, keys, -1, uses) && IsRange(greater.Inputs[0], keys - queries, queries, -2, uses);
    }

    // Symbols are positive: sums of them are, whatever the values.
    private static bool IsNeverNegative(Dim dim) =>
        dim.Terms.All(t => t.Coefficient > 0 && t.Atoms.All(a => a is DimAtom.Symbol));

    private static bool IsLowerTriangle(GraphTensor stored, Dim queries, Dim keys)
    {
        if (queries.Constant is not { } rows || keys.Constant is not { } columns || stored.Count != rows * columns || !stored.Content.IsStored
            || stored.Shape.Length < 2 || stored.Shape[^1] != columns || stored.Element != OnnxElementType.Bool) return false;
        var values = stored.ToInt64s();
        for (long i = 0; i < values.Length; i++)
            if (values[i] != 0 != (i % columns <= (i / columns) + columns - rows)) return false;
        return true;
    }

    // first, first + 1, ... along one axis (counted from the end) of a value whose other axes have extent 1.
    private static bool IsRange(string value, Dim first, Dim count, int axis, GraphUses uses)
    {
        if (uses.Shape(value) is not { } shape || shape.Rank < -axis || shape[shape.Rank + axis] != count || shape.Elements != count) return false;
        if (uses.Graph.Value(value).Known is { IsReal: false } known)
            return Enumerable.Range(0, known.Count).All(i => known.Dims[i] == first + i);
        while (uses.Producer(value, "Unsqueeze", "Reshape") is { } free) value = free.Inputs[0];
        return uses.Producer(value, "Range") is { } range && IsKnown(range.Inputs[0], first, uses) && IsKnown(range.Inputs[2], 1, uses);
    }

    private static bool IsKnown(string value, Dim expected, GraphUses uses) =>
        uses.Graph.Value(value).Known is { IsReal: false, Count: 1 } known && known.Dims[0] == expected;
}
