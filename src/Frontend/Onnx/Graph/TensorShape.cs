using System.Collections.Immutable;

namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>The dimensions of a tensor, outermost first; none: a scalar.</summary>
public sealed class TensorShape : IEquatable<TensorShape>
{
    public static readonly TensorShape Scalar = new([]);

    public TensorShape(IEnumerable<Dim> dims) => Dims = [.. dims];

    public ImmutableArray<Dim> Dims { get; }

    public int Rank => Dims.Length;

    /// <summary>Number of elements.</summary>
    public Dim Elements => Dim.Product(Dims);

    public bool IsConstant => Dims.All(d => d.IsConstant);

    public Dim this[int axis] => Dims[axis];

    public static TensorShape Of(IEnumerable<long> dims) => new(dims.Select(d => (Dim)d));

    /// <summary>The sizes if all are constants; otherwise null.</summary>
    public long[]? Constants() => IsConstant ? [.. Dims.Select(d => d.Constant!.Value)] : null;

    public TensorShape With(int axis, Dim dim) => new(Dims.SetItem(axis, dim));

    public TensorShape Substitute(IReadOnlyDictionary<string, Dim> values) =>
        IsConstant ? this : new(Dims.Select(d => d.Substitute(values)));

    public bool Equals(TensorShape? other) => other is not null && Dims.SequenceEqual(other.Dims);

    public override bool Equals(object? obj) => Equals(obj as TensorShape);

    public override int GetHashCode() => Dims.Aggregate(Rank, (hash, d) => unchecked((hash * 31) + d.StableHash));

    public override string ToString() => $"[{string.Join(", ", Dims)}]";
}
