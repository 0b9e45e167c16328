using System.Collections.Immutable;

namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>
/// A small tensor whose elements are known while compiling: whole numbers and truth values (0, 1) as <see cref="Dim"/>s, so that shape
/// computations keep their symbols, or real numbers. Row-major.
/// </summary>
public sealed class KnownTensor
{
    /// <summary>Elements beyond which values are not followed: shape computations need a few, tables of weights are not shapes.</summary>
    public const int MostElements = 4096;

    private KnownTensor(ImmutableArray<long> shape, ImmutableArray<Dim> dims, ImmutableArray<double> reals)
    {
        (Shape, Dims, Reals) = (shape, dims, reals);
        if (Shape.Aggregate(1L, (a, b) => a * b) != Count)
        {
            throw new ArgumentException($"{Count} elements do not fill [{string.Join(", ", shape)}]", nameof(shape));
        }
    }

    public ImmutableArray<long> Shape { get; }

    /// <summary>The elements of a tensor of whole numbers; default for real numbers.</summary>
    public ImmutableArray<Dim> Dims { get; }

    /// <summary>The elements of a tensor of real numbers; default for whole numbers.</summary>
    public ImmutableArray<double> Reals { get; }

    public bool IsReal => Dims.IsDefault;

    public int Count => IsReal ? Reals.Length : Dims.Length;

    public bool IsConstant => IsReal || Dims.All(d => d.IsConstant);

    public static KnownTensor Of(IEnumerable<long> shape, IEnumerable<Dim> elements) => new([.. shape], [.. elements], default);

    public static KnownTensor OfReals(IEnumerable<long> shape, IEnumerable<double> elements) => new([.. shape], default, [.. elements]);

    public static KnownTensor Vector(IEnumerable<Dim> elements)
    {
        var all = elements.ToImmutableArray();
        return new KnownTensor([all.Length], all, default);
    }

    public static KnownTensor Scalar(Dim value) => new([], [value], default);

    /// <summary>The elements if all are constant whole numbers; otherwise null.</summary>
    public long[]? Constants() => !IsReal && IsConstant ? [.. Dims.Select(d => d.Constant!.Value)] : null;

    /// <summary>The elements as real numbers if all are constants; otherwise null.</summary>
    public double[]? ConstantReals() => IsReal ? [.. Reals] : Constants()?.Select(v => (double)v).ToArray();

    /// <summary>The same elements in another shape of the same size.</summary>
    public KnownTensor Reshaped(IEnumerable<long> shape) => new([.. shape], Dims, Reals);

    /// <summary>The elements at some places, in a shape.</summary>
    public KnownTensor Pick(IEnumerable<long> shape, IEnumerable<int> places) =>
        IsReal ? OfReals(shape, places.Select(p => Reals[p])) : Of(shape, places.Select(p => Dims[p]));

    public KnownTensor Substitute(IReadOnlyDictionary<string, Dim> values) =>
        IsConstant ? this : new(Shape, [.. Dims.Select(d => d.Substitute(values))], default);

    public override string ToString() => $"{{{(IsReal ? string.Join(", ", Reals) : string.Join(", ", Dims))}}}";
}
