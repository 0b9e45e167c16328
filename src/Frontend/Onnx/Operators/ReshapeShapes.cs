using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Reshape: 0 keeps a size, -1 is what is left over.</summary>
internal static class ReshapeShapes
{
    public static void Reshape(ShapeContext c)
    {
        var wanted = c.Node.Ints("shape")?.Select(v => (Dim)v).ToArray() ?? (c.Known(1) is { IsReal: false } k ? [.. k.Dims] : null);
        if (wanted is null)
        {
            // The number of new dimensions may be known where their sizes are not.
            c.Out(0, c.Element(0),
                c.Shape(1) is { Rank: 1 } s && s[0].Constant is >= 0 and <= 64 and var rank ? c.FreshShape(0, (int)rank) : null);
            return;
        }

        var dims = Kept(c, wanted);
        var open = Array.FindIndex(dims, d => d.Constant == -1);
        if (Array.FindIndex(dims, open + 1, d => d.Constant < 0) is var bad and >= 0 && (open >= 0 || dims[bad].Constant < -1))
        {
            throw new ShapeException($"shape [{string.Join(", ", wanted.AsEnumerable())}]: one size may be -1, the others are 0 or more");
        }

        if (open >= 0)
        {
            dims[open] = Left(c, dims, open);
        }

        var shape = new TensorShape(dims);
        CheckSize(c, shape);
        var known = shape.Constants() is { } sizes && c.Known(0) is { } values && values.Count == shape.Elements.Constant
            ? values.Reshaped(sizes) : null;
        c.Out(0, c.Element(0), shape, known);
    }

    private static Dim[] Kept(ShapeContext c, Dim[] wanted)
    {
        if (c.Node.Int("allowzero") != 0)
        {
            return [.. wanted];
        }

        return [.. wanted.Select((d, i) => d.Constant != 0 ? d
            : c.Shape(0) is not { } x ? c.Fresh(0, i)
            : i < x.Rank ? x[i]
            : throw new ShapeException($"size {i} is 0 (keep), but the input {x} has no dimension {i}"))];
    }

    private static Dim Left(ShapeContext c, Dim[] dims, int open)
    {
        if (c.Shape(0) is not { } x)
        {
            return c.Fresh(0, open);
        }

        var others = Dim.Product(dims.Where((_, i) => i != open));
        if (others == Dim.Zero)
        {
            return x.Elements == Dim.Zero ? Dim.Zero : throw new ShapeException($"-1 beside a size of 0 for an input of {x}");
        }

        if (others.Constant is { } o && x.Elements.Constant is { } e && e % o != 0)
        {
            throw new ShapeException($"{e} elements of {x} do not divide by {o}");
        }

        return Dim.DivideExactly(x.Elements, others) ?? Cancelled(x, dims, open) ?? Dim.FloorDiv(x.Elements, others);
    }

    // Sizes that stand on both sides cancel, even where they are sums.
    private static Dim? Cancelled(TensorShape x, Dim[] dims, int open)
    {
        var left = x.Dims.ToList();
        var divisors = dims.Where((_, i) => i != open).Where(d => !left.Remove(d)).ToArray();
        return Dim.DivideExactly(Dim.Product(left), Dim.Product(divisors));
    }

    private static void CheckSize(ShapeContext c, TensorShape shape)
    {
        if (c.Shape(0)?.Elements.Constant is { } before && shape.Elements.Constant is { } after && before != after)
        {
            throw new ShapeException($"{before} elements of {c.Shape(0)} do not fill {shape} ({after})");
        }
    }
}
