using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Windows and discrete Fourier transforms; transforms are sums over all samples, n for each of n results.</summary>
internal static class SignalOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("HannWindow", (node, l) => Window(node, l, 0.5, 0.5, 0)),
        new("HammingWindow", (node, l) => Window(node, l, 25.0 / 46, 21.0 / 46, 0)),
        new("BlackmanWindow", (node, l) => Window(node, l, 0.42, 0.5, 0.08)),
        new("MelWeightMatrix", MelWeights.Lower),
        new("DFT", Transform),
        new("STFT", ShortTime),
    ];

    // a - b cos(2 pi i / n) + c cos(4 pi i / n), in f64; n is one less for symmetric windows.
    private static void Window(GraphNode node, LoweringContext lowering, double a, double b, double c)
    {
        var output = lowering.Output(node);
        var period = output.Shape[0] - (node.Int("periodic") != 0 ? 0 : 1);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.Parallel(output.Shape[0]);
        var stage = kernel.Stage();
        var angle = stage.Index(index).Cast(ElementType.F64) / stage.Index(period).Cast(ElementType.F64) * (2 * Math.PI);
        var value = stage.Constant(ElementType.F64, a) - angle.Unary(UnaryKind.Cos) * b;
        if (c != 0) value += (angle * 2).Unary(UnaryKind.Cos) * c;
        stage.Store(output, [index], value);
        kernel.Emit();
    }

    private static void Transform(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var output = lowering.Output(node);
        var isInverse = node.Int("inverse") != 0;
        var given = node.Opset >= 20 ? lowering.Integers(node, 2) is [var number, ..] ? number : -2 : node.Int("axis");
        var axis = Axes.Normalise(given, input.Rank);
        if (isInverse && node.Int("onesided") != 0) throw new ArgumentException("an inverse transform of one side");
        var isComplex = IsComplex(input.Shape[^1]);
        var length = lowering.Integers(node, 1) is [var count, ..] ? (IndexExpr)count : input.Shape[axis];
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape.Take(output.Shape.Length - 1));
        var sample = kernel.Inner(length);
        var first = kernel.Stage(sample);
        IndexExpr[] at = [.. index.SetItem(axis, sample)];
        LoopValue Part(int part) =>
            first.LoadGuarded(input, [.. at, part], [new LoopGuard(sample, input.Shape[axis])], 0).Cast(ElementType.F64);
        var sums = Turned(first, Part(0), isComplex ? Part(1) : null, index[axis], sample, length, isInverse);
        var last = kernel.Stage();
        var scale = isInverse ? last.Index(length).Cast(ElementType.F64).Unary(UnaryKind.Reciprocal) : last.Constant(ElementType.F64, 1);
        last.Store(output, [.. index, 0], last.Value(sums.Real) * scale);
        last.Store(output, [.. index, 1], last.Value(sums.Imaginary) * scale);
        kernel.Emit();
    }

    private static void ShortTime(GraphNode node, LoweringContext lowering)
    {
        TensorView signal = lowering.Required(node, 0);
        var output = lowering.Output(node);
        var step = lowering.Integer(node, 1);
        var window = lowering.Input(node, 2);
        var length = lowering.Integers(node, 3) is [var count, ..] ? count : window!.Shape[0];
        var isComplex = signal.Rank == 3 && IsComplex(signal.Shape[2]);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape.Take(3));
        var sample = kernel.Inner(length);
        var first = kernel.Stage(sample);
        LoopValue Part(int part)
        {
            IndexExpr[] at = [index[0], index[1] * step + sample];
            var value = first.Load(signal, signal.Rank == 3 ? [.. at, part] : at);
            return (window is null ? value : value * first.Load(window, sample)).Cast(ElementType.F64);
        }

        var sums = Turned(first, Part(0), isComplex ? Part(1) : null, index[2], sample, length, false);
        var last = kernel.Stage();
        last.Store(output, [.. index, 0], last.Value(sums.Real));
        last.Store(output, [.. index, 1], last.Value(sums.Imaginary));
        kernel.Emit();
    }

    // Sums of x exp(-2 pi i k n / N); in f64, as terms cancel, and by the remainder of k n, so that the angle stays small.
    private static (LoopValue Real, LoopValue Imaginary) Turned(
        LoopStageBuilder stage, LoopValue real, LoopValue? imaginary, IndexExpr bin, IndexExpr sample, IndexExpr length, bool isInverse)
    {
        var turns = (stage.Index(bin) * stage.Index(sample)).Binary(BinaryKind.Mod, stage.Index(length)).Cast(real.Type);
        var angle = turns / stage.Index(length).Cast(real.Type) * ((isInverse ? 2 : -2) * Math.PI);
        var (cosine, sine) = (angle.Unary(UnaryKind.Cos), angle.Unary(UnaryKind.Sin));
        var (re, im) = (real * cosine, real * sine);
        if (imaginary is { } i) (re, im) = (re - i * sine, im + i * cosine);
        return (stage.Reduce(ReduceKind.Sum, re), stage.Reduce(ReduceKind.Sum, im));
    }

    private static bool IsComplex(IndexExpr last) => last.TryConstant(out var parts) ? parts == 2
        : throw new ArgumentException("the last axis must be 1 (real) or 2 (complex)");
}
