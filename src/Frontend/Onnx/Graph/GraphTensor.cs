using System.Collections.Immutable;

namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>A tensor of constant shape, with or without its elements: an initializer, an attribute, or a value of a test case.</summary>
public sealed record GraphTensor(string Name, OnnxElementType Element, ImmutableArray<long> Shape, TensorContent Content)
{
    /// <summary>Number of elements; 0 if a dimension is 0.</summary>
    public long Count => Shape.Aggregate(1L, (a, b) => checked(a * b));

    public TensorShape SymbolicShape => TensorShape.Of(Shape);

    /// <summary>The elements as real numbers, of any type but strings and complex numbers; values keep their precision up to 53
    /// bits.</summary>
    public double[] ToDoubles() => PackedElements.ToDoubles(Element, Content.Load().Span, checked((int)Count));

    /// <summary>The elements as whole numbers, of the integer types and bool (0, 1); unsigned 64-bit values wrap.</summary>
    public long[] ToInt64s() => PackedElements.ToInt64s(Element, Content.Load().Span, checked((int)Count));

    /// <summary>The elements of a tensor of strings.</summary>
    public IReadOnlyList<string> ToStrings() => Content is TensorContent.Strings texts ? texts.Elements
        : throw new InvalidOperationException($"'{Name}' is a tensor of {Element}, not of strings");

    /// <summary>The same bits as another type of the same width: files of test cases keep bfloat16 as unsigned numbers.</summary>
    public GraphTensor Reinterpreted(OnnxElementType element) => element.Bits() == Element.Bits() ? this with { Element = element }
        : throw new InvalidOperationException($"'{Name}': {Element} and {element} have different widths");

    /// <summary>A tensor in memory; real numbers are rounded to the type, whole numbers wrap.</summary>
    public static GraphTensor OfDoubles(string name, OnnxElementType element, IEnumerable<long> shape, IReadOnlyList<double> values) =>
        new(name, element, [.. shape], new TensorContent.Inline(PackedElements.FromDoubles(element, values)));

    public static GraphTensor OfInt64s(string name, OnnxElementType element, IEnumerable<long> shape, IReadOnlyList<long> values) =>
        new(name, element, [.. shape], new TensorContent.Inline(PackedElements.FromInt64s(element, values)));
}
