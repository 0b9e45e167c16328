using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>Shapes of results.</summary>
public static class Shapes
{
    /// <summary>The common shape by numpy's rules.</summary>
    /// <exception cref="ArgumentException">Two extents differ and neither is 1.</exception>
    public static ImmutableArray<IndexExpr> Broadcast(params IEnumerable<IReadOnlyList<IndexExpr>> shapes)
    {
        var all = shapes.ToList();
        var rank = all.Max(s => s.Count);
        var result = Enumerable.Repeat(IndexExpr.One, rank).ToArray();
        foreach (var shape in all)
            for (var k = 0; k < shape.Count; k++)
            {
                ref var target = ref result[rank - shape.Count + k];
                if (target.Equals(IndexExpr.One)) target = shape[k];
                else if (!shape[k].Equals(IndexExpr.One) && !shape[k].Equals(target))
                    throw new ArgumentException(
                        $"extents {target} and {shape[k]} of axis {rank - shape.Count + k} differ and neither is 1: give both the same size");
            }

        return [.. result];
    }

    /// <summary>The shape without the reduced axes, or with 1 in their place.</summary>
    public static ImmutableArray<IndexExpr> Reduced(IReadOnlyList<IndexExpr> shape, IReadOnlyList<int> axes, bool keepAxes)
    {
        var reduced = Axes(axes, shape.Count);
        return keepAxes
            ? [.. shape.Select((e, k) => reduced.Contains(k) ? IndexExpr.One : e)]
            : [.. shape.Where((_, k) => !reduced.Contains(k))];
    }

    /// <summary>Axis numbers from 0; negative ones count from the end; none means all.</summary>
    /// <exception cref="ArgumentException">An axis is out of range or named twice.</exception>
    public static ImmutableArray<int> Axes(IReadOnlyList<int> axes, int rank)
    {
        if (axes.Count == 0) return [.. Enumerable.Range(0, rank)];
        var result = axes.Select(a => Axis(a, rank)).Order().ToImmutableArray();
        if (result.Distinct().Count() != result.Length) throw new ArgumentException($"axes {string.Join(',', axes)}: one is named twice");
        return result;
    }

    public static int Axis(int axis, int rank) => axis >= -rank && axis < rank
        ? (axis + rank) % rank
        : throw new ArgumentException($"axis {axis} is outside [-{rank}, {rank})");
}
