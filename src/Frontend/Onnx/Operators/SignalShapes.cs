using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Fourier transforms and windows.</summary>
internal static class SignalShapes
{
    private static readonly ImmutableArray<NodeAttribute> WindowDefaults =
    [
        Int("output_datatype", 1), Int("periodic", 1),
    ];

    public static readonly OperatorRow[] Rows =
    [
        new("BlackmanWindow", Window) { Since = 17, Defaults = WindowDefaults },
        new("HammingWindow", Window) { Since = 17, Defaults = WindowDefaults },
        new("HannWindow", Window) { Since = 17, Defaults = WindowDefaults },
        new("DFT", Transform) { Since = 17, Fixed = _ => [1, 2], Defaults = [Int("axis", 1), Int("inverse", 0), Int("onesided", 0)] },
        new("STFT", ShortTime) { Since = 17, Required = 2, Fixed = _ => [1, 3], Defaults = [Int("onesided", 1)] },
        new("MelWeightMatrix", Mel) { Since = 17, Required = 5, Fixed = _ => [0, 1, 2, 3, 4], Defaults = [Int("output_datatype", 1)] },
    ];

    private static void Window(ShapeContext c) =>
        c.Out(0, (OnnxElementType)c.Node.Int("output_datatype"), new TensorShape([Number(c, 0) ?? c.Fresh(0, 0)]));

    private static void Transform(ShapeContext c)
    {
        if (c.AtLeast(0, 2) is not { } shape)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        var isInput = c.Node.Opset >= 20;
        var axis = c.Axis(isInput ? Number(c, 2)?.Constant ?? -2 : c.Node.Int("axis"), shape.Rank);
        if (axis == shape.Rank - 1)
        {
            throw new ShapeException($"axis {axis} of {shape} holds real and imaginary parts; give another one");
        }

        var length = c.Has(1) ? Number(c, 1) ?? c.Fresh(0, axis) : shape[axis];
        var kept = c.Node.Int("onesided") != 0 ? Dim.FloorDiv(length, 2) + 1 : length;
        c.Out(0, c.Element(0), shape.With(axis, kept).With(shape.Rank - 1, 2));
    }

    private static void ShortTime(ShapeContext c)
    {
        if (c.AtLeast(0, 2) is not { } signal)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        if (signal.Rank > 3 || !(c.Has(2) || c.Has(3)))
        {
            throw new ShapeException($"a signal of shape {signal}; give [batch, samples, parts] and a window (input 2) or its length (input 3)");
        }

        var frame = c.Has(3) ? Number(c, 3) : c.Exactly(2, 1)?[0];
        var step = Number(c, 1);
        var frames = frame is null || step is null || step == Dim.Zero ? c.Fresh(0, 1) : Dim.FloorDiv(signal[1] - frame, step) + 1;
        var bins = frame is null ? c.Fresh(0, 2) : c.Node.Int("onesided") != 0 ? Dim.FloorDiv(frame, 2) + 1 : frame;
        c.Out(0, c.Element(0), new TensorShape([signal[0], frames, bins, 2]));
    }

    private static void Mel(ShapeContext c) => c.Out(0, (OnnxElementType)c.Node.Int("output_datatype"), new TensorShape(
        [Number(c, 1) is { } length ? Dim.FloorDiv(length, 2) + 1 : c.Fresh(0, 0), Number(c, 0) ?? c.Fresh(0, 1)]));

    private static Dim? Number(ShapeContext c, int input) => c.Known(input) is { IsReal: false, Count: 1 } known ? known.Dims[0] : null;
}
