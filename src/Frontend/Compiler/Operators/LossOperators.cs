using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// Losses of [batch, classes, sizes...] against labels: the loss (and the weight) of every label first, then sums of both where the
/// losses are to be reduced.
/// </summary>
internal static class LossOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("NegativeLogLikelihoodLoss", (node, l) => Likelihood(node, l, l.Required(node, 0))),
        new("SoftmaxCrossEntropyLoss", CrossEntropy),
    ];

    private static void CrossEntropy(GraphNode node, LoweringContext lowering)
    {
        var scores = lowering.Required(node, 0);
        var logs = node.Output(1) is null ? lowering.Scratch(node, scores.Type, scores.Shape) : lowering.Output(node, 1);
        var loops = StatisticsLoops.Over(lowering, node, scores.Shape, [1]);
        var (greatest, sum) = loops.GreatestAndPowers(scores);
        var last = loops.Last();
        last.Store(logs, loops.Index, last.Load(scores, loops.Index) - last.Value(greatest) - last.Value(sum).Unary(UnaryKind.Log));
        loops.Emit();
        Likelihood(node, lowering, logs);
    }

    private static void Likelihood(GraphNode node, LoweringContext lowering, TensorDecl logs)
    {
        var reduction = node.Text("reduction");
        var labels = lowering.Required(node, 1);
        if (reduction == "none")
        {
            EachLabel(node, lowering, logs, labels, lowering.Output(node), null);
            return;
        }

        var losses = lowering.Scratch(node, logs.Type, labels.Shape);
        var isEven = reduction == "sum" || (lowering.Input(node, 2) is null && !node.Has("ignore_index"));
        var weights = isEven ? null : lowering.Scratch(node, logs.Type, labels.Shape);
        EachLabel(node, lowering, logs, labels, losses, weights);
        Reduce(node, lowering, losses, weights, reduction == "mean");
    }

    // -weight * log of the label's class; labels to ignore count as nothing.
    private static void EachLabel(
        GraphNode node, LoweringContext lowering, TensorDecl logs, TensorDecl labels, TensorDecl losses, TensorDecl? weights)
    {
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(labels.Shape);
        var stage = kernel.Stage();
        var label = stage.Load(labels, index).Cast(ElementType.I64);
        LoopValue? ignored = node.Has("ignore_index") ? label.Binary(BinaryKind.Equal, node.Int("ignore_index", 0)) : null;
        if (ignored is { } skip) label = stage.Select(skip, stage.Constant(ElementType.I64, 0), label);
        var place = stage.Symbol(label, logs.Shape[1]);
        var weight = lowering.Input(node, 2) is { } w ? stage.Load(w, place) : stage.Constant(logs.Type, 1);
        if (ignored is { } none) weight = stage.Select(none, stage.Constant(logs.Type, 0), weight);
        var log = stage.Load(logs, [index[0], place, .. index.Skip(1)]);
        var loss = -(log * weight);
        if (ignored is { } nothing) loss = stage.Select(nothing, stage.Constant(logs.Type, 0), loss);
        stage.Store(losses, index, loss);
        if (weights is not null) stage.Store(weights, index, weight);
        kernel.Emit();
    }

    private static void Reduce(GraphNode node, LoweringContext lowering, TensorDecl losses, TensorDecl? weights, bool isMean)
    {
        var kernel = lowering.Kernel(node.Name);
        IndexVar[] inner = [.. losses.Shape.Select(kernel.Inner)];
        IndexExpr[] index = [.. inner.Select(v => (IndexExpr)v)];
        var first = kernel.Stage(inner);
        var sum = first.Reduce(ReduceKind.Sum, first.Load(losses, index));
        var total = weights is null ? sum : first.Reduce(ReduceKind.Sum, first.Load(weights, index));
        var last = kernel.Stage();
        var result = last.Value(sum);
        if (weights is not null) result /= last.Value(total);
        else if (isMean) result /= last.Index(losses.Shape.Aggregate(IndexExpr.One, (p, e) => p * e)).Cast(sum.Type);
        last.Store(lowering.Output(node), [], result);
        kernel.Emit();
    }
}
