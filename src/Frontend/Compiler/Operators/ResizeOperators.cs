using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// Images in another size, one axis after the other: along each axis that changes, every output is a weighted sum of a few inputs at
/// places that the compiler works out. Places that are a whole multiple or quotient of the output's need no table.
/// </summary>
internal static class ResizeOperators
{
    public static IEnumerable<OperatorLowering> All => [new("Resize", Lower, Refusal), new("Upsample", Lower, Refusal)];

    private static string? Refusal(GraphNode node, ModelGraph graph) =>
        node.Text("mode") is "nearest" or "linear" or "bilinear" or "cubic" ? null : $"mode {node.Text("mode")}";

    private static void Lower(GraphNode node, LoweringContext lowering)
    {
        TensorView current = lowering.Required(node, 0);
        var output = lowering.Output(node);
        var axes = Enumerable.Range(0, current.Rank).Select(a => Axis(node, lowering, a, current.Shape[a], output.Shape[a])).ToArray();
        var changed = Enumerable.Range(0, current.Rank).Where(a => axes[a] is not null).ToArray();
        if (changed.Length == 0) lowering.Copy(current, output, node.Name);
        foreach (var axis in changed)
        {
            var shape = current.Shape.SetItem(axis, output.Shape[axis]);
            var target = axis == changed[^1] ? output : lowering.Scratch(node, output.Type, shape);
            Resample(node, lowering, current, target, axis, axes[axis]!);
            current = target;
        }
    }

    private static ResampledAxis? Axis(GraphNode node, LoweringContext lowering, int axis, IndexExpr before, IndexExpr after)
    {
        var attributes = ResizeAttributes.Of(node, lowering);
        return attributes.Changes(axis, before, after) ? attributes.Axis(axis, Constant(before), Constant(after)) : null;
    }

    private static void Resample(
        GraphNode node, LoweringContext lowering, TensorView input, TensorDecl output, int axis, ResampledAxis places)
    {
        var kernel = lowering.Kernel($"{node.Name}.{axis}");
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        if (places.Direct(index[axis]) is { } source)
        {
            stage.Store(output, index, stage.Load(input, index.SetItem(axis, source)));
            kernel.Emit();
            return;
        }

        var table = lowering.Constant(places.Places($"{node.Name}.places.{axis}"));
        var factors = lowering.Constant(places.Factors($"{node.Name}.factors.{axis}"));
        LoopValue? sum = null;
        for (var tap = 0; tap < places.Taps; tap++)
        {
            var place = stage.Symbol(stage.Load(table, tap, index[axis]), input.Shape[axis]);
            var value = stage.Load(input, index.SetItem(axis, place));
            if (!places.IsPlain) value = value.Cast(ElementType.F32) * stage.Load(factors, tap, index[axis]);
            sum = sum is { } before ? before + value : value;
        }

        stage.Store(output, index, places.HasOutside ? Outside(stage, places, factors, index[axis], sum!.Value) : sum!.Value);
        kernel.Emit();
    }

    // The last row of the factors tells which outputs lie outside.
    private static LoopValue Outside(LoopStageBuilder stage, ResampledAxis places, TensorDecl factors, IndexExpr place, LoopValue value)
    {
        var isOutside = stage.Load(factors, places.Taps, place).Binary(BinaryKind.Greater, 0);
        return stage.Select(isOutside, stage.Constant(value.Type, places.OutsideValue), value);
    }

    private static long Constant(IndexExpr extent) => extent.TryConstant(out var value) ? value
        : throw new ArgumentException($"an axis of {extent} is resized: give its size");
}
