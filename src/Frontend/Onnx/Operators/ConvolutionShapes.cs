using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Convolutions: [batch, channels, sizes...] and weights [out, in / group, kernel...].</summary>
internal static class ConvolutionShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("Conv", c => Convolution(c, 1, c.Element(0))) { Required = 2, Defaults = [Int("group", 1), Text("auto_pad", "NOTSET")] },
        new("ConvInteger", c => Convolution(c, 1, OnnxElementType.Int32))
        { Since = 10, Required = 2, Defaults = [Int("group", 1), Text("auto_pad", "NOTSET")] },
        new("QLinearConv", c => Convolution(c, 3, c.Element(7)))
        { Since = 10, Required = 8, Defaults = [Int("group", 1), Text("auto_pad", "NOTSET")] },
        new("ConvTranspose", Transposed) { Required = 2, Defaults = [Int("group", 1), Text("auto_pad", "NOTSET")] },
    ];

    private static void Convolution(ShapeContext c, int weights, OnnxElementType element)
    {
        var (x, w) = (c.AtLeast(0, 3), c.AtLeast(weights, 3));
        if (x is null || w is null)
        {
            c.Out(0, element, null);
            return;
        }

        var group = Group(c);
        Check(x, w);
        c.Same(x[1], w[1] * group, $"channels of the input and of the weights {w} times group {group}");
        if (w[0].Constant % group is > 0)
        {
            throw new ShapeException($"{w[0]} output channels do not divide into {group} groups");
        }

        var window = new WindowShapes(c, x.Rank - 2);
        var kernel = Kernel(c, w);
        c.Out(0, element, new TensorShape(
            [x[0], w[0], .. Enumerable.Range(0, x.Rank - 2).Select(i => window.Slide(x[i + 2], kernel[i], i))]));
    }

    private static void Transposed(ShapeContext c)
    {
        var (x, w) = (c.AtLeast(0, 3), c.AtLeast(1, 3));
        if (x is null || w is null)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        Check(x, w);
        c.Same(x[1], w[0], $"channels of the input {x} and of the weights {w}");
        var window = new WindowShapes(c, x.Rank - 2);
        var kernel = Kernel(c, w);
        var extra = Fixed(c, "output_padding", x.Rank - 2) ?? new long[x.Rank - 2];
        var sizes = Fixed(c, "output_shape", x.Rank - 2)?.Select(v => (Dim)v)
            ?? Enumerable.Range(0, x.Rank - 2).Select(i => window.Unslide(x[i + 2], kernel[i], extra[i], i));
        c.Out(0, c.Element(0), new TensorShape([x[0], w[1] * Group(c), .. sizes]));
    }

    private static Dim[] Kernel(ShapeContext c, TensorShape w)
    {
        var own = w.Dims.Skip(2).ToArray();
        return Fixed(c, "kernel_shape", own.Length) is not { } given ? own
            : [.. given.Select((k, i) => c.Same(k, own[i], $"kernel_shape and dimension {i + 2} of the weights {w}"))];
    }

    // Some exporters give the whole output shape, batch and channels included.
    private static long[]? Fixed(ShapeContext c, string name, int length) => c.Node.Ints(name) switch
    {
        null or { Length: 0 } => null,
        { } list when list.Length >= length && list.All(v => v is >= 0 and <= int.MaxValue) => list[^length..],
        { } list => throw new ShapeException($"{name} is [{string.Join(", ", list)}]; give {length} numbers of 0 or more"),
    };

    private static long Group(ShapeContext c) => c.Node.Int("group") is > 0 and <= int.MaxValue and var group ? group
        : throw new ShapeException($"group is {c.Node.Int("group")}; give 1 or more");

    private static void Check(TensorShape x, TensorShape w)
    {
        if (x.Rank != w.Rank)
        {
            throw new ShapeException($"input {x} and weights {w} have different numbers of dimensions");
        }
    }
}
