using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Systolic;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Convolutions on the array; transposed ones too, one for each phase of the stride, where that works.</summary>
internal static class ConvolutionOperators
{
    // Each phase is kernels of its own.
    private const int MostPhases = 64;

    public static IEnumerable<OperatorLowering> All => [new("Conv", Conv), new("ConvTranspose", Transposed)];

    /// <summary>Conv, with the residual and activation of the fused operator if it has them.</summary>
    public static void Conv(GraphNode node, LoweringContext lowering)
    {
        var (x, w, y) = (lowering.Required(node, 0), lowering.Required(node, 1), lowering.Output(node));
        var kernel = w.Shape.Skip(2).Select(Constant).ToArray();
        var window = WindowAttributes.Of(node, kernel, [.. x.Shape.Skip(2)], [.. y.Shape.Skip(2)]);
        var axes = Enumerable.Range(0, kernel.Length).Select(a => new ConvAxis(
            x.Shape[2 + a], kernel[a], window.Strides[a], window.Low[a], window.High[a], window.Dilations[a])
        { OutExtent = y.Shape[2 + a] });
        var spec = new ConvSpec(ConvView.ChannelsFirst(x), ConvView.ChannelsFirst(w), ConvView.ChannelsFirst(y), x.Shape[0],
            Constant(x.Shape[1]), Constant(y.Shape[1]), [.. axes])
        {
            Name = node.Name,
            Groups = node.Int("group"),
            Bias = lowering.Input(node, 2) is { } bias ? bias with { Shape = [y.Shape[1]] } : null,
            Residual = lowering.Input(node, 3) is { } residual ? Repeated(residual) : null,
            Activation = FusedOperators.ActivationOf(node),
        };
        if (FramesOfSignal.Fits(spec)) FramesOfSignal.Append(lowering, node, spec, x, w, y);
        else ConvBuilder.Append(lowering.Module, spec, lowering.Compile);
    }

    // Axes of extent 1 repeat.
    private static ConvView Repeated(TensorDecl tensor)
    {
        var strides = StridedTensor.Read(tensor, null).Strides;
        return new ConvView(tensor, strides[0], strides[1], strides[2..]);
    }

    // On the array where its phases are plain convolutions, else on the vector unit.
    private static void Transposed(GraphNode node, LoweringContext lowering)
    {
        TensorDecl x = lowering.Required(node, 0), w = lowering.Required(node, 1), y = lowering.Output(node);
        var rank = x.Shape.Length - 2;
        var ones = Enumerable.Repeat(1L, rank).ToArray();
        var (strides, dilations) = (node.Numbers("strides") ?? ones, node.Numbers("dilations") ?? ones);
        var low = TransposedPads.Low(node, x, y, w, strides, dilations);
        ConvAxis[] axes = [.. Enumerable.Range(0, rank).Select(a => new ConvAxis(x.Shape[2 + a], Constant(w.Shape[2 + a]), strides[a], low[a])
        {
            Dilation = dilations[a],
            OutExtent = y.Shape[2 + a],
        })];
        if (rank is < 1 or > 3 || !Accumulator.Takes(x.Type) || !axes.All(HasPhases) || strides.Aggregate(1.0, (a, b) => a * b) > MostPhases)
        {
            TransposedByPoints(node, lowering, x, w, y);
            return;
        }

        var groups = node.Int("group");
        var (channels, filters) = (Constant(x.Shape[1]), Constant(y.Shape[1]));
        var spec = new ConvSpec(ConvView.ChannelsFirst(x), ConvView.TransposedWeights(w, channels / groups), ConvView.ChannelsFirst(y),
            x.Shape[0], channels, filters, [.. axes])
        {
            Name = node.Name,
            Groups = groups,
            Bias = lowering.Input(node, 2),
        };
        ConvTransposeBuilder.Append(lowering.Module, spec, lowering.Compile);
    }

    // No phase may be without taps, or reach behind its first one.
    private static bool HasPhases(ConvAxis axis) => axis.Dilation == 1 && axis.Kernel >= axis.Stride
        && Enumerable.Range(0, (int)axis.Stride).Select(r => r + axis.PadLow)
            .All(shift => (axis.Kernel - shift % axis.Stride - 1) / axis.Stride >= shift / axis.Stride);

    // Output o gets input i through tap k where o + pad - k dilation = i stride.
    private static void TransposedByPoints(GraphNode node, LoweringContext lowering, TensorView x, TensorView w, TensorView y)
    {
        var rank = x.Rank - 2;
        var groups = node.Int("group");
        var inGroup = Constant(x.Shape[1]) / groups;
        var outGroup = Constant(w.Shape[1]);
        var kernel = lowering.Kernel(node.Name);
        IndexExpr n = kernel.Parallel(y.Shape[0]), g = kernel.Parallel(groups), m = kernel.Parallel(outGroup);
        IndexExpr[] place = [.. Enumerable.Range(0, rank).Select(a => (IndexExpr)kernel.Parallel(y.Shape[2 + a]))];
        var c = kernel.Inner(inGroup);
        IndexVar[] tap = [.. Enumerable.Range(0, rank).Select(a => kernel.Inner(w.Shape[2 + a]))];
        var first = kernel.Stage([c, .. tap]);
        var (sources, guards, exact) = Sources(node, lowering, first, place, tap, x, y, w);
        var value = first.LoadGuarded(x, [n, g * inGroup + c, .. sources], guards, 0);
        var product = value * first.Load(w, [g * inGroup + c, m, .. tap.Select(t => (IndexExpr)t)]);
        foreach (var isExact in exact) product = first.Select(isExact, product, first.Constant(product.Type, 0));
        var sum = first.Reduce(ReduceKind.Sum, product);
        var last = kernel.Stage();
        var channel = g * outGroup + m;
        var result = last.Value(sum);
        if (lowering.Input(node, 2) is { } bias) result += last.Load(bias, channel);
        last.Store(y, [n, channel, .. place], result);
        kernel.Emit();
    }

    private static (IndexExpr[] Sources, LoopGuard[] Guards, List<LoopValue> Exact) Sources(
        GraphNode node, LoweringContext lowering, LoopStageBuilder stage, IndexExpr[] place, IndexVar[] tap, TensorView x, TensorView y, TensorView w)
    {
        var rank = place.Length;
        var ones = Enumerable.Repeat(1L, rank).ToArray();
        var (strides, dilations) = (node.Numbers("strides") ?? ones, node.Numbers("dilations") ?? ones);
        var low = TransposedPads.Low(node, x, y, w, strides, dilations);
        var sources = new IndexExpr[rank];
        var guards = new LoopGuard[rank];
        var exact = new List<LoopValue>();
        for (var a = 0; a < rank; a++)
        {
            var reach = place[a] + low[a] - (IndexExpr)tap[a] * dilations[a];
            sources[a] = IndexExpr.FloorDiv(reach, strides[a]);
            guards[a] = new LoopGuard(sources[a], x.Shape[2 + a]);
            if (strides[a] > 1) exact.Add(stage.Index(IndexExpr.Mod(reach, strides[a])).Binary(BinaryKind.Equal, 0));
        }

        return (sources, guards, exact);
    }

    private static long Constant(IndexExpr extent) =>
        extent.TryConstant(out var value) ? value : throw new ArgumentException($"a channel or kernel extent that is not constant: {extent}");
}
