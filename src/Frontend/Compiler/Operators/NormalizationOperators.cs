using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Normalizations: by statistics that are given, or by those of a group of elements.</summary>
internal static class NormalizationOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("BatchNormalization", (node, l) => (node.Int("training_mode") != 0 ? (Action<GraphNode, LoweringContext>)Train : Batch)(node, l), Training),
        new("InstanceNormalization", Instance),
        new("GroupNormalization", Group),
        new("LayerNormalization", Layer),
        new("RMSNormalization", RootMeanSquare),
        new("MeanVarianceNormalization", MeanVariance),
        new("LpNormalization", Lp),
        new("LRN", LocalResponse),
    ];

    private static string? Training(GraphNode node, ModelGraph graph) =>
        node.Int("training_mode") == 0 && node.Outputs.Skip(1).Any(o => o.Length > 0) ? "training mode of an operator set before 14" : null;

    // By the batch's own mean and variance, which are blended into the running ones.
    private static void Train(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var loops = StatisticsLoops.Over(lowering, node, input.Shape, [.. Enumerable.Range(0, input.Rank).Where(a => a != 1)]);
        var (mean, variance) = loops.MeanAndVariance(input);
        var channel = loops.Index[1];
        double momentum = node.Float("momentum");
        foreach (var (output, given, own) in new[] { (1, 3, mean), (2, 4, variance) })
        {
            if (node.Output(output) is null) continue;
            var stage = loops.Outer();
            var blended = stage.Load(lowering.Required(node, given), channel).Cast(own.Type) * momentum + stage.Value(own) * (1 - momentum);
            stage.Store(lowering.Output(node, output), [channel], blended);
        }

        var last = loops.Last();
        var deviation = (last.Value(variance) + node.Float("epsilon")).Unary(UnaryKind.Sqrt);
        LoopValue Parameter(int i) => last.Load(lowering.Required(node, i), channel).Cast(mean.Type);
        var normal = (last.Load(input, loops.Index).Cast(mean.Type) - last.Value(mean)) / deviation;
        last.Store(lowering.Output(node), loops.Index, normal * Parameter(1) + Parameter(2));
        loops.Emit();
    }

    // x scale / sqrt(var + eps) + (bias - mean scale / sqrt(var + eps)), by channel.
    private static void Batch(GraphNode node, LoweringContext lowering)
    {
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        LoopValue Parameter(int i) => stage.Load(lowering.Required(node, i), index.Length > 1 ? index[1] : IndexExpr.Zero).Cast(ElementType.F32);
        var x = stage.Load(lowering.Required(node, 0), index).Cast(ElementType.F32);
        var scale = Parameter(1) / (Parameter(4) + node.Float("epsilon")).Unary(UnaryKind.Sqrt);
        stage.Store(output, index, (x - Parameter(3)) * scale + Parameter(2));
        kernel.Emit();
    }

    private static void Instance(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var groups = new StatisticsLoops(lowering, node, input.Shape, 2);
        var statistics = groups.MeanAndInverse(input, node.Float("epsilon"));
        var last = groups.Last();
        var normal = statistics.Normal(last.Load(input, groups.Index));
        LoopValue Parameter(int i) => StatisticsLoops.Wide(last.Load(lowering.Required(node, i), groups.Index[1]));
        last.Store(lowering.Output(node), groups.Index, normal * Parameter(1) + Parameter(2));
        groups.Emit();
    }

    // Channels in groups: seen as [n, groups, channels in group, ...].
    private static void Group(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var count = node.Int("num_groups");
        var inGroup = IndexExpr.FloorDiv(input.Shape[1], count);
        IndexExpr[] shape = [input.Shape[0], count, inGroup, .. input.Shape.Skip(2)];
        var groups = new StatisticsLoops(lowering, node, shape, 2);
        var statistics = groups.MeanAndInverse(input.Reshape(shape), node.Float("epsilon"));
        var last = groups.Last();
        var normal = statistics.Normal(last.Load(input.Reshape(shape), groups.Index));
        var perGroup = node.Opset < 21;
        var channel = perGroup ? groups.Index[1] : groups.Index[1] * inGroup + groups.Index[2];
        LoopValue Parameter(int i) => StatisticsLoops.Wide(last.Load(lowering.Required(node, i), channel));
        last.Store(((TensorView)lowering.Output(node)).Reshape(shape), groups.Index, normal * Parameter(1) + Parameter(2));
        groups.Emit();
    }

    private static void Layer(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var axis = Axes.Of(node, input.Rank);
        if (lowering.Compile.Machine.Lowering == Ir.Lowering.Framework && node.Output(1) is null && node.Output(2) is null)
        {
            TensorView? shift = lowering.Input(node, 2) is { } given ? (TensorView)given : null;
            NormKernels.LayerNorm(lowering.Module, lowering.Compile, lowering.Output(node), input, [.. Enumerable.Range(axis, input.Rank - axis)],
                node.Float("epsilon"), lowering.Required(node, 1), shift);
            return;
        }

        var groups = new StatisticsLoops(lowering, node, input.Shape, axis);
        var statistics = groups.MeanAndInverse(input, node.Float("epsilon"));
        var last = groups.Last();
        var normal = statistics.Normal(last.Load(input, groups.Index)).Cast(input.Type);
        var rest = groups.Index[axis..];
        TensorView Parameter(TensorDecl p) => ((TensorView)p).Expand(input.Shape.Skip(axis));
        var result = normal * last.Load(Parameter(lowering.Required(node, 1)), rest);
        if (lowering.Input(node, 2) is { } bias) result += last.Load(Parameter(bias), rest);
        last.Store(lowering.Output(node), groups.Index, result);
        groups.StoreStatistics(node.Output(1) is null ? null : lowering.Output(node, 1), statistics.Mean, statistics.Rest);
        groups.StoreStatistics(node.Output(2) is null ? null : lowering.Output(node, 2), statistics.Inverse);
        groups.Emit();
    }

    // x / sqrt(mean square + epsilon), scaled.
    private static void RootMeanSquare(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var axis = Axes.Of(node, input.Rank);
        var groups = new StatisticsLoops(lowering, node, input.Shape, axis);
        var inverse = groups.InverseRoot(input, node.Float("epsilon"));
        var last = groups.Last();
        var normal = (StatisticsLoops.Wide(last.Load(input, groups.Index)) * last.Value(inverse)).Cast(input.Type);
        var scale = ((TensorView)lowering.Required(node, 1)).Expand(input.Shape.Skip(axis));
        var output = lowering.Output(node);
        last.Store(output, groups.Index, normal.Cast(output.Type) * last.Load(scale, groups.Index[axis..]).Cast(output.Type));
        groups.Emit();
    }

    // The specification's function: (x - mean) / (sqrt(E[x^2] - mean^2) + 1e-9).
    private static void MeanVariance(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var axes = (node.Ints("axes") ?? [0, 2, 3]).Select(a => Axes.Normalise(a, input.Rank)).ToArray();
        var loops = StatisticsLoops.Over(lowering, node, input.Shape, axes);
        var (mean, variance) = loops.MeanAndVariance(input);
        var last = loops.Last();
        var deviation = last.Value(variance).Unary(UnaryKind.Sqrt) + 1e-9;
        last.Store(lowering.Output(node), loops.Index, (last.Load(input, loops.Index) - last.Value(mean)) / deviation);
        loops.Emit();
    }

    private static void Lp(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var isFirst = node.Int("p") == 1;
        var loops = StatisticsLoops.Over(lowering, node, input.Shape, [Axes.Of(node, input.Rank)]);
        var sum = loops.Sum(stage => stage.Load(input, loops.Index), x => isFirst ? x.Unary(UnaryKind.Abs) : x * x);
        var last = loops.Last();
        var norm = isFirst ? last.Value(sum) : last.Value(sum).Unary(UnaryKind.Sqrt);
        last.Store(lowering.Output(node), loops.Index, last.Load(input, loops.Index) / norm);
        loops.Emit();
    }

    private static void LocalResponse(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var size = node.Int("size");
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(input.Shape);
        var near = kernel.Inner(size);
        var first = kernel.Stage(near);
        var channel = index[1] + near - (size - 1) / 2;
        var x = first.LoadGuarded(input, index.SetItem(1, channel), [new LoopGuard(channel, input.Shape[1])], 0);
        var sum = first.Reduce(ReduceKind.Sum, x * x);
        var last = kernel.Stage();
        var scale = last.Value(sum) * (node.Float("alpha") / (double)size) + node.Float("bias");
        var power = scale.Binary(BinaryKind.Pow, node.Float("beta"));
        last.Store(lowering.Output(node), index, last.Load(input, index) / power);
        kernel.Emit();
    }
}
