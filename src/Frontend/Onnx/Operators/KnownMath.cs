using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Elementwise arithmetic on known values; null where the result is not known.</summary>
internal static class KnownMath
{
    public static KnownTensor? Unary(KnownTensor? a, Func<Dim, Dim?>? dims, Func<double, double>? reals)
    {
        if (a is null)
        {
            return null;
        }

        if (a.IsReal)
        {
            return reals is null ? null : KnownTensor.OfReals(a.Shape, a.Reals.Select(reals));
        }

        return dims is null ? null : Whole(a.Shape, a.Dims.Select(dims));
    }

    public static KnownTensor? Binary(KnownTensor? a, KnownTensor? b, Func<Dim, Dim, Dim?>? dims, Func<double, double, double>? reals)
    {
        if (a is null || b is null || a.IsReal != b.IsReal || (a.IsReal ? reals is null : dims is null))
        {
            return null;
        }

        var shape = Shape([.. a.Shape], [.. b.Shape]);
        if (shape.Aggregate(1L, (x, y) => x * y) is var count && count > KnownTensor.MostElements)
        {
            return null;
        }

        var places = Enumerable.Range(0, (int)count);
        return a.IsReal
            ? KnownTensor.OfReals(shape, places.Select(i => reals!(a.Reals[Place(i, shape, a)], b.Reals[Place(i, shape, b)])))
            : Whole(shape, places.Select(i => dims!(a.Dims[Place(i, shape, a)], b.Dims[Place(i, shape, b)])));
    }

    /// <summary>A tensor stretched to a shape that it broadcasts to.</summary>
    public static KnownTensor? Stretch(KnownTensor? a, long[]? shape) =>
        a is null || shape is null || shape.Aggregate(1L, (x, y) => x * y) is var count && count > KnownTensor.MostElements ? null
            : a.Pick(shape, Enumerable.Range(0, (int)count).Select(i => Place(i, shape, a)));

    // Numbers wrap when the model runs; a size that would is not followed.
    private static KnownTensor? Whole(IEnumerable<long> shape, IEnumerable<Dim?> elements)
    {
        try
        {
            var all = elements.ToArray();
            return Array.TrueForAll(all, e => e is not null) ? KnownTensor.Of(shape, all!) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static long[] Shape(long[] a, long[] b)
    {
        var rank = Math.Max(a.Length, b.Length);
        return [.. Enumerable.Range(0, rank).Select(i => (At(a, i, rank), At(b, i, rank)) switch { (1, var y) => y, (var x, _) => x })];
    }

    private static long At(long[] shape, int axis, int rank) => axis < rank - shape.Length ? 1 : shape[axis - rank + shape.Length];

    private static int Place(int index, long[] shape, KnownTensor tensor)
    {
        long place = 0, step = 1, left = index;
        for (var axis = shape.Length - 1; axis >= 0; axis--)
        {
            var own = axis - shape.Length + tensor.Shape.Length;
            var at = left % shape[axis];
            left /= shape[axis];
            if (own >= 0)
            {
                place += tensor.Shape[own] == 1 ? 0 : at * step;
                step *= tensor.Shape[own];
            }
        }

        return (int)place;
    }
}
