using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Vector;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Reading at computed places.</summary>
internal static class GatherOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("Gather", Gather), new("GatherElements", Elements), new("GatherND", Many), new("OneHot", OneHot),
        new("Trilu", Trilu), new("CumSum", CumulativeSum), new("ReverseSequence", Reverse),
    ];

    private static void Gather(GraphNode node, LoweringContext l)
    {
        var data = l.Required(node, 0);
        GatherKernels.Gather(
            l.Module, l.Compile, l.Output(node), data, l.Required(node, 1), Axes.Of(node, data.Shape.Length), wrap: true);
    }

    private static void Elements(GraphNode node, LoweringContext l)
    {
        var data = l.Required(node, 0);
        GatherKernels.GatherElements(
            l.Module, l.Compile, l.Output(node), data, l.Required(node, 1), Axes.Of(node, data.Shape.Length), wrap: true);
    }

    private static void Many(GraphNode node, LoweringContext l) => GatherKernels.GatherNd(
        l.Module, l.Compile, l.Output(node), l.Required(node, 0), l.Required(node, 1), (int)node.Int("batch_dims"), wrap: true);

    private static void CumulativeSum(GraphNode node, LoweringContext l)
    {
        var input = l.Required(node, 0);
        var axis = Axes.Normalise(l.Integer(node, 1), input.Shape.Length);
        ScanKernels.CumSum(
            l.Module, l.Compile, l.Output(node), input, axis, node.Int("exclusive") != 0, node.Int("reverse") != 0);
    }

    private static void OneHot(GraphNode node, LoweringContext lowering)
    {
        TensorView indices = lowering.Required(node, 0);
        TensorView values = lowering.Required(node, 2);
        var output = lowering.Output(node);
        var axis = Axes.Of(node, output.Shape.Length);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var hot = stage.Load(indices, [.. index.RemoveAt(axis)]).Cast(ElementType.I64);
        var place = stage.Index(index[axis]);
        var fromEnd = place - stage.Index(output.Shape[axis]);
        var isHot = hot.Binary(BinaryKind.Equal, place).Binary(BinaryKind.Or, hot.Binary(BinaryKind.Equal, fromEnd));
        stage.Store(output, index, stage.Select(isHot, stage.Load(values, 1), stage.Load(values, 0)));
        kernel.Emit();
    }

    private static void Trilu(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var diagonal = stage.Index(index[^1]) - stage.Index(index[^2]);
        var k = node.Input(1) is null ? stage.Constant(ElementType.I64, 0)
            : stage.Load(((TensorView)lowering.Required(node, 1)).Reshape([1]), IndexExpr.Zero).Cast(ElementType.I64);
        var isKept = diagonal.Binary(node.Int("upper") != 0 ? BinaryKind.GreaterOrEqual : BinaryKind.LessOrEqual, k);
        var value = stage.Load(input, index);
        stage.Store(output, index, stage.Select(isKept, value, stage.Constant(value.Type, 0)));
        kernel.Emit();
    }

    private static void Reverse(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        var (time, batch) = ((int)node.Int("time_axis"), (int)node.Int("batch_axis"));
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var length = stage.Load(lowering.Required(node, 1), index[batch]).Cast(ElementType.I64);
        var place = stage.Index(index[time]);
        var mirrored = stage.Select(place.Binary(BinaryKind.Less, length), length - place - 1, place);
        stage.Store(output, index, stage.Load(input, index.SetItem(time, stage.Symbol(mirrored, input.Shape[time]))));
        kernel.Emit();
    }
}
