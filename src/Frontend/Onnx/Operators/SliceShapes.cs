using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Slice: starts and ends may be symbols, counted from the end if negative, and beyond the tensor.</summary>
internal static class SliceShapes
{
    public static void Slice(ShapeContext c)
    {
        if (c.Shape(0) is not { } shape)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        var (starts, ends) = (Bounds(c, "starts", 1), Bounds(c, "ends", 2));
        var (givenAxes, areAxesKnown) = c.List("axes", 3);
        var steps = c.Has(4) ? c.Known(4)?.Constants() : [];
        if (starts is null || ends is null || !areAxesKnown || steps is null)
        {
            c.Out(0, c.Element(0), c.FreshShape(0, shape.Rank));
            return;
        }

        var axes = c.Axes(givenAxes ?? [.. Enumerable.Range(0, starts.Length).Select(i => (long)i)], shape.Rank);
        if (axes.Length != starts.Length || ends.Length != starts.Length || (steps.Length > 0 && steps.Length != starts.Length))
        {
            throw new ShapeException(
                $"starts, ends, axes and steps have {starts.Length}, {ends.Length}, {axes.Length} and {steps.Length} numbers");
        }

        var known = c.Known(0);
        for (var i = 0; i < axes.Length; i++)
        {
            var step = steps.Length > 0 ? steps[i] : 1;
            var size = shape[axes[i]];
            var range = step == 0 ? throw new ShapeException("a step is 0; give another") : Range(starts[i], ends[i], step, size);
            known = range is { First: { } first, Count.Constant: { } count } && known is { Shape.Length: 1 }
                ? known.Pick([count], Enumerable.Range(0, (int)count).Select(j => (int)(first + (j * step))))
                : null;
            shape = shape.With(axes[i], range?.Count ?? c.Fresh(0, axes[i]));
        }

        c.Out(0, c.Element(0), shape, known);
    }

    private static Dim[]? Bounds(ShapeContext c, string attribute, int input) =>
        c.Node.Ints(attribute)?.Select(v => (Dim)v).ToArray() ?? (c.Known(input) is { IsReal: false } known ? [.. known.Dims] : null);

    // The first place and the number of elements; null if it cannot be said.
    private static (long? First, Dim Count)? Range(Dim start, Dim end, long step, Dim size)
    {
        if (start.Constant is { } s && end.Constant is { } e && size.Constant is { } n)
        {
            return Constant(s, e, step, n);
        }

        if (step != 1)
        {
            return step > 1 && start.Constant == 0 && IsBeyond(end, size) ? (0, Dim.CeilDiv(size, step)) : null;
        }

        var from = FromFront(start, size);
        var to = IsBeyond(end, size) ? size : FromFront(end, size);
        return (start.Constant >= 0 ? start.Constant : null, to - from);
    }

    // Exporters write the largest number for "to the end".
    private static bool IsBeyond(Dim end, Dim size) => end == size || end.Constant >= int.MaxValue;

    // Bounds are taken to lie within a tensor of symbolic size; binding the symbol decides it again.
    private static Dim FromFront(Dim bound, Dim size) => bound.Constant < 0 ? size + bound : bound;

    private static (long? First, Dim Count) Constant(long start, long end, long step, long size)
    {
        var (low, high) = step > 0 ? (0L, size) : (-1L, size - 1);
        var from = Math.Clamp(Within(start, size), low, high);
        var to = Math.Clamp(Within(end, size), low, high);
        var span = step > 0 ? to - from : from - to;
        var stride = step == long.MinValue ? long.MaxValue : Math.Abs(step);
        return (from, span <= 0 ? 0 : ((span - 1) / stride) + 1);
    }

    private static long Within(long bound, long size) => bound < 0 ? Math.Max(bound, -size - 1) + size : bound;
}
