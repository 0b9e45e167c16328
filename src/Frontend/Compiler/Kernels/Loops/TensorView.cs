using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;

namespace ActorSim.Frontend.Compiler.Kernels.Loops;

/// <summary>
/// A tensor seen through another shape: <paramref name="Offset"/> gives the row-major element number for an index of as many
/// expressions as <paramref name="Shape"/> has extents. No data move; what an axis split cannot make affine is copied by the compiler.
/// </summary>
public sealed record TensorView(TensorDecl Tensor, ImmutableArray<IndexExpr> Shape, Func<IReadOnlyList<IndexExpr>, IndexExpr> Offset)
{
    public ElementType Type => Tensor.Type;

    public int Rank => Shape.Length;

    public static implicit operator TensorView(TensorDecl tensor) =>
        new(tensor, tensor.Shape, index => RowMajor(tensor.Shape, index));

    /// <summary>Axis k of the result is axis <paramref name="order"/>[k] of this.</summary>
    public TensorView Permute(IReadOnlyList<int> order)
    {
        if (!order.Order().SequenceEqual(Enumerable.Range(0, Rank)))
            throw new ArgumentException($"({string.Join(',', order)}) is not an order of {Rank} axes of '{Tensor.Name}'");
        return new TensorView(Tensor, [.. order.Select(a => Shape[a])], index =>
        {
            var source = new IndexExpr[Rank];
            for (var k = 0; k < Rank; k++) source[order[k]] = index[k];
            return Offset(source);
        });
    }

    /// <summary>The same elements, in row-major order, in another shape of as many elements.</summary>
    /// <exception cref="ArgumentException">The numbers of elements differ.</exception>
    public TensorView Reshape(IEnumerable<IndexExpr> shape)
    {
        ImmutableArray<IndexExpr> target = [.. shape];
        if (!Product(target).Equals(Product(Shape)))
            throw new ArgumentException(
                $"'{Tensor.Name}': {Text(Shape)} has {Product(Shape)} elements, {Text(target)} has {Product(target)}");
        return new TensorView(Tensor, target, index => AtFlat(RowMajor(target, index)));
    }

    /// <summary>Elements start, start + step, ... along one axis; the step may be negative.</summary>
    public TensorView Slice(int axis, IndexExpr start, IndexExpr count, long step = 1) =>
        new(Tensor, Shape.SetItem(axis, count), index => Offset(Replace(index, axis, start + index[axis] * step)));

    /// <summary>Repeats to <paramref name="shape"/> by numpy's rules: axes of extent 1 and missing leading axes repeat.</summary>
    /// <exception cref="ArgumentException">An extent is neither 1 nor the target's.</exception>
    public TensorView Expand(IEnumerable<IndexExpr> shape)
    {
        ImmutableArray<IndexExpr> target = [.. shape];
        var lead = target.Length - Rank;
        var fits = lead >= 0 && Shape.Select((e, k) => e.Equals(IndexExpr.One) || e.Equals(target[k + lead])).All(x => x);
        if (!fits) throw new ArgumentException($"'{Tensor.Name}' of shape {Text(Shape)} cannot be repeated to {Text(target)}");
        return new TensorView(Tensor, target, index =>
            Offset([.. Shape.Select((e, k) => e.Equals(IndexExpr.One) ? IndexExpr.Zero : index[k + lead])]));
    }

    /// <summary>With an axis of extent 1 put in.</summary>
    public TensorView Unsqueeze(int axis) => new(Tensor, Shape.Insert(axis, IndexExpr.One), index =>
        Offset([.. index.Where((_, k) => k != axis)]));

    /// <summary>The element number as a function of the position in this view's own row-major order.</summary>
    internal IndexExpr AtFlat(IndexExpr flat)
    {
        var index = new IndexExpr[Rank];
        var inner = IndexExpr.One;
        for (var k = Rank - 1; k >= 0; k--)
        {
            var digit = IndexExpr.FloorDiv(flat, inner);
            index[k] = Outermost(k) ? digit : IndexExpr.Mod(digit, Shape[k]);
            inner *= Shape[k];
        }

        return Offset(index);
    }

    internal static IndexExpr RowMajor(ImmutableArray<IndexExpr> shape, IReadOnlyList<IndexExpr> index)
    {
        var offset = IndexExpr.Zero;
        for (var k = 0; k < shape.Length; k++) offset = offset * shape[k] + index[k];
        return offset;
    }

    internal static IndexExpr Product(IEnumerable<IndexExpr> shape) => shape.Aggregate(IndexExpr.One, (p, e) => p * e);

    internal static string Text(IEnumerable<IndexExpr> shape) => "[" + string.Join(", ", shape) + "]";

    // The remainder of the outermost axis is the digit itself, as a flat index is below the number of elements.
    private bool Outermost(int axis) => Shape.Take(axis).All(e => e.Equals(IndexExpr.One));

    private static IndexExpr[] Replace(IReadOnlyList<IndexExpr> index, int axis, IndexExpr value) =>
        [.. index.Select((e, k) => k == axis ? value : e)];
}
