using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Shapes of several inputs to one: aligned at the last dimension, a dimension of 1 stretches.</summary>
internal static class Broadcasting
{
    public static TensorShape? Of(ShapeContext c, IEnumerable<TensorShape?> shapes)
    {
        TensorShape? all = null;
        foreach (var shape in shapes)
        {
            if (shape is null)
            {
                return null;
            }

            all = all is null ? shape : Of(c, all, shape);
        }

        return all;
    }

    public static TensorShape Of(ShapeContext c, TensorShape a, TensorShape b)
    {
        var rank = Math.Max(a.Rank, b.Rank);
        return new TensorShape(Enumerable.Range(0, rank).Select(axis => Of(c, At(a, axis, rank), At(b, axis, rank), axis)));
    }

    private static Dim Of(ShapeContext c, Dim a, Dim b, int axis)
    {
        if (a == b || b == Dim.One)
        {
            return a;
        }

        if (a == Dim.One)
        {
            return b;
        }

        // A symbol against a size above 1 can only be that size or 1.
        return (a.Constant, b.Constant) switch
        {
            (not null, not null) =>
                throw new ShapeException($"sizes {a} and {b} at dimension {axis} do not broadcast; one has to be 1, or both equal"),
            (not null, null) => a,
            (null, not null) => b,
            _ => c.Fresh(0, axis),
        };
    }

    private static Dim At(TensorShape shape, int axis, int rank) => axis < rank - shape.Rank ? Dim.One : shape[axis - rank + shape.Rank];
}
