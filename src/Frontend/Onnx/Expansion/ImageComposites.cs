using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Expansion;

/// <summary>Operators on places whose table is known: grids, crops, columns, caches.</summary>
internal static class ImageComposites
{
    public static IEnumerable<CompositeOperator> All =>
    [
        new("", "AffineGrid", 2, AffineGrid),
        new("", "CenterCropPad", 2, CenterCropPad),
        new("", "Col2Im", 3, c => new ColumnsToImage(c).Expand()),
        new("", "TensorScatter", 2, TensorScatter),
    ];

    private static long[] Known(Composition c, int input) => c.Numbers(c.Required(input))
        ?? throw new ExpansionException($"input '{c.Required(input)}' must be known while compiling; make it a constant of the model");

    // Points of the regular grid, and 1, times the matrix of each of the batch.
    private static void AffineGrid(Composition c)
    {
        var size = Known(c, 1);
        var space = size.Length - 2;
        if (space is not (2 or 3)) throw new ExpansionException($"a grid of size [{string.Join(", ", size)}]; give 4 or 5 numbers");
        long[] places = size[2..];
        var isAligned = c.Node.Int("align_corners", 0) != 0;
        var count = places.Aggregate(1L, (a, b) => a * b);
        var points = new double[count * (space + 1)];
        for (long p = 0; p < count; p++)
        {
            var left = p;
            for (var axis = space - 1; axis >= 0; axis--)
            {
                // The last axis is x, the first coordinate.
                points[p * (space + 1) + space - 1 - axis] = Coordinate(left % places[axis], places[axis], isAligned);
                left /= places[axis];
            }

            points[p * (space + 1) + space] = 1;
        }

        var theta = c.Required(0);
        var grid = c.Constant(GraphTensor.OfDoubles("", c.Type(theta), [1, count, space + 1], points));
        c.Out(0, c.Reshape(c.MatMul(grid, c.Transpose(theta, 0, 2, 1)), [size[0], .. places, space]));
    }

    private static double Coordinate(long place, long count, bool isAligned) => isAligned
        ? count == 1 ? -1 : -1 + 2.0 * place / (count - 1) : (2.0 * place + 1) / count - 1;

    // As much off, or on, at both ends; what does not divide goes to the far end.
    private static void CenterCropPad(Composition c)
    {
        var x = c.Required(0);
        var wanted = Known(c, 1);
        var rank = c.Rank(x);
        int[] axes = [.. (c.Node.Numbers("axes") ?? [.. Enumerable.Range(0, rank).Select(a => (long)a)]).Select(a => c.Axis(a, rank))];
        if (axes.Length != wanted.Length) throw new ExpansionException($"{wanted.Length} sizes for {axes.Length} axes");
        var pads = new long[2 * rank];
        for (var i = 0; i < axes.Length; i++)
        {
            var (size, target) = (c.Size(x, axes[i]), wanted[i]);
            if (target < size) x = c.Slice(x, axes[i], (size - target) / 2, (size - target) / 2 + target);
            if (target <= size) continue;
            pads[axes[i]] = (target - size) / 2;
            pads[rank + axes[i]] = target - size - pads[axes[i]];
        }

        c.Out(0, pads.All(p => p == 0) ? x : c.Op("Pad", [x, c.Wholes(pads)]));
    }

    // New tokens into a cache, from a place of each of the batch on; circular: over its end to its beginning.
    private static void TensorScatter(Composition c)
    {
        var (cache, update) = (c.Required(0), c.Required(1));
        var rank = c.Rank(cache);
        var axis = c.Axis(c.Node.Int("axis", -2), rank);
        if (axis == 0) throw new ExpansionException("axis 0 is the batch; give the axis of tokens");
        long[] Along(int only) => [.. Enumerable.Range(0, rank).Select(a => a == only ? -1L : 1)];
        var places = c.Reshape(c.Places(c.SizeOf(update, axis)), Along(axis));
        if (c.In(2) is { } start) places = c.Add(places, c.Reshape(start, Along(0)));
        if (c.Node.Text("mode", "linear") == "circular") places = c.Op("Mod", [places, c.SizeOf(cache, axis)]);
        var indices = c.Op("Expand", [places, c.Op("Shape", [update])]);
        c.Out(0, c.Op("ScatterElements", [cache, indices, update], NodeAttribute.Int("axis", axis)));
    }
}
