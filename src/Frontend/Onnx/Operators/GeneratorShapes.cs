using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Reading;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Tensors made from attributes, shapes and numbers.</summary>
internal static class GeneratorShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("Constant", Constant) { Required = 0 },
        new("ConstantOfShape", ConstantOfShape) { Since = 9 },
        new("Shape", Shape) { Defaults = [Int("start", 0)] },
        new("Size", c => c.Out(0, OnnxElementType.Int64, TensorShape.Scalar, c.Shape(0) is { } s ? KnownTensor.Scalar(s.Elements) : null)),
        new("Range", Range) { Since = 11, Required = 3 },
        new("EyeLike", c => c.Out(0, Type(c, c.Element(0)), c.Exactly(0, 2))) { Since = 9, Defaults = [Int("k", 0)] },
        new("Bernoulli", c => c.Out(0, Type(c, c.Element(0)), c.Shape(0))) { Since = 15 },
        new("RandomNormalLike", c => c.Out(0, Type(c, c.Element(0)), c.Shape(0))),
        new("RandomUniformLike", c => c.Out(0, Type(c, c.Element(0)), c.Shape(0))),
        new("RandomNormal", Random) { Required = 0 },
        new("RandomUniform", Random) { Required = 0 },
        new("Multinomial", c => c.Out(0, Type(c, OnnxElementType.Int32), c.Exactly(0, 2)?.With(1, c.Node.Int("sample_size"))))
        { Since = 7, Defaults = [Int("sample_size", 1)] },
        new("Cast", c => Cast(c, Type(c, OnnxElementType.Undefined, "to"))) { IsPointwise = true },
        new("CastLike", c => Cast(c, c.Element(1))) { Since = 15, Required = 2 },
    ];

    private static void Constant(ShapeContext c)
    {
        if (ConstantTensor.Of(c.Node) is not { } tensor)
        {
            throw new ShapeException("has no value that is known; give value, value_int(s), value_float(s) or value_string(s)");
        }

        c.Out(0, tensor.Element, tensor.SymbolicShape, KnownValues.Of(tensor));
    }

    private static void ConstantOfShape(ShapeContext c)
    {
        var value = c.Node.Attribute("value")?.Tensor;
        var element = value?.Element ?? OnnxElementType.Float32;
        if (c.Known(0) is not { IsReal: false } wanted)
        {
            c.Out(0, element, c.Shape(0)?.Elements.Constant is >= 0 and <= 64 and var rank ? c.FreshShape(0, (int)rank) : null);
            return;
        }

        var shape = new TensorShape(wanted.Dims.Select(d => c.NotNegative(d, "a size")));
        var known = value is null ? KnownTensor.OfReals([1], [0]) : KnownValues.Of(value);
        c.Out(0, element, shape, shape.Constants() is { } sizes ? KnownMath.Stretch(known, sizes) : null);
    }

    private static void Shape(ShapeContext c)
    {
        if (c.Shape(0) is not { } shape)
        {
            c.Out(0, OnnxElementType.Int64, c.FreshShape(0, 1));
            return;
        }

        var start = Clamp(c.Node.Int("start"), shape.Rank);
        var end = Clamp(c.Node.Int("end", shape.Rank), shape.Rank);
        var dims = shape.Dims.Skip(start).Take(Math.Max(0, end - start)).ToArray();
        c.Out(0, OnnxElementType.Int64, TensorShape.Of([dims.Length]), KnownTensor.Vector(dims));
    }

    private static int Clamp(long bound, int rank) => (int)Math.Clamp(bound < 0 ? Math.Max(bound, -rank) + rank : bound, 0, rank);

    private static void Range(ShapeContext c)
    {
        var count = c.Element(0).IsReal() ? RealCount(c) : WholeCount(c);
        var known = count?.Constant is >= 0 and <= KnownTensor.MostElements and var n && !c.Element(0).IsReal()
            ? KnownTensor.Vector(Enumerable.Range(0, (int)n).Select(i => c.Known(0)!.Dims[0] + (c.Known(2)!.Dims[0] * i)))
            : null;
        c.Out(0, c.Element(0), new TensorShape([count ?? c.Fresh(0, 0)]), known);
    }

    private static Dim? WholeCount(ShapeContext c)
    {
        if (c.Known(0) is not { IsReal: false, Count: 1 } from || c.Known(1) is not { IsReal: false, Count: 1 } to
            || c.Known(2) is not { IsReal: false, Count: 1 } step)
        {
            return null;
        }

        var delta = step.Dims[0].Constant switch
        {
            0 => throw new ShapeException("the step is 0; give another"),
            var constant => constant,
        };
        if (delta is null)
        {
            return null;
        }

        var count = Dim.CeilDiv(to.Dims[0] - from.Dims[0], delta.Value);
        return count.Constant < 0 ? Dim.Zero : count;
    }

    private static Dim? RealCount(ShapeContext c)
    {
        if (c.Known(0)?.ConstantReals() is not [var from] || c.Known(1)?.ConstantReals() is not [var to]
            || c.Known(2)?.ConstantReals() is not [var step])
        {
            return null;
        }

        var count = Math.Ceiling((to - from) / step);
        return count is > -1e15 and < 1e15 ? Math.Max(0, (long)count)
            : throw new ShapeException($"from {from} to {to} in steps of {step} has no end");
    }

    private static void Random(ShapeContext c)
    {
        var shape = c.Node.Ints("shape") ?? throw new ShapeException("has no shape; give one");
        c.Out(0, Type(c, OnnxElementType.Float32), new TensorShape(shape.Select(s => c.NotNegative(s, "a size"))));
    }

    private static void Cast(ShapeContext c, OnnxElementType to)
    {
        var known = c.Known(0);
        var isWhole = to.IsInteger() || to == OnnxElementType.Bool;
        if (known is not null && known.IsReal != !isWhole)
        {
            known = isWhole ? Truncated(known) : known.ConstantReals() is { } reals ? KnownTensor.OfReals(known.Shape, reals) : null;
        }

        if (to == OnnxElementType.Bool)
        {
            known = KnownMath.Unary(known, d => d.Constant is { } v ? Math.Min(1, Math.Abs(v)) : null, null);
        }

        var isFollowed = to is OnnxElementType.Bool or OnnxElementType.Int32 or OnnxElementType.Int64 || (to.IsReal() && to.Bits() > 8);
        c.Out(0, to, c.Shape(0), isFollowed ? KnownMath.Unary(known, d => d, r => PackedElements.Round(to, r)) : null);
    }

    private static KnownTensor? Truncated(KnownTensor known) => known.Reals.All(r => Math.Abs(r) < 9e18)
        ? KnownTensor.Of(known.Shape, known.Reals.Select(r => (Dim)(long)r)) : null;

    private static OnnxElementType Type(ShapeContext c, OnnxElementType fallback, string attribute = "dtype")
    {
        var number = c.Node.Int(attribute, (long)fallback);
        return number is > 0 and <= (long)OnnxElementType.Int2 ? (OnnxElementType)number
            : throw new ShapeException($"{attribute} is {number}, which is no element type; export the model again");
    }
}
