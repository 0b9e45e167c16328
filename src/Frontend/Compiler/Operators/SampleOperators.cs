using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Images read at computed places between the elements: every tap is an indirect load of its own, times its weight.</summary>
internal static class SampleOperators
{
    public static IEnumerable<OperatorLowering> All => [new("GridSample", Grid, GridRefusal), new("RoiAlign", Align, AlignRefusal)];

    private static string? GridRefusal(GraphNode node, ModelGraph graph) =>
        graph.Value(node.Inputs[0]).Shape is { Rank: not 4 } shape ? $"images of {shape.Rank - 2} axes" : null;

    private static string? AlignRefusal(GraphNode node, ModelGraph graph)
    {
        if (node.Text("mode") is not ("avg" or "max")) return $"mode {node.Text("mode")}";
        return node.Int("sampling_ratio") > 0 ? null : "sampling_ratio 0: the number of samples depends on data";
    }

    private static void Grid(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        TensorView grid = lowering.Required(node, 1);
        if (grid.Rank != input.Rank) throw new ArgumentException($"the grid has {grid.Rank} axes, the images {input.Rank}: they must be equal");
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        SampledAxis Axis(int part, IndexExpr extent)
        {
            var place = stage.Load(grid, index[0], index[2], index[3], part).Cast(ElementType.F32);
            return SampledAxis.OfGrid(node, stage, place, extent);
        }

        var (x, y) = (Axis(0, input.Shape[3]), Axis(1, input.Shape[2]));
        stage.Store(output, index, Sum(stage, input, index[0], index[1], y, x));
        kernel.Emit();
    }

    private static LoopValue Sum(
        LoopStageBuilder stage, TensorView input, IndexExpr n, IndexExpr c, SampledAxis rows, SampledAxis columns, BinaryKind combine = BinaryKind.Add)
    {
        LoopValue? sum = null;
        foreach (var row in rows.Taps)
        {
            foreach (var column in columns.Taps)
            {
                var (p, q) = (stage.Symbol(row.Place, input.Shape[2]), stage.Symbol(column.Place, input.Shape[3]));
                var value = stage.Load(input, n, c, p, q).Cast(ElementType.F32) * row.Weight * column.Weight;
                sum = sum is { } before ? before.Binary(combine, value) : value;
            }
        }

        return sum!.Value;
    }

    // The mean of sampling_ratio^2 samples of each bin, or the greatest weighted element that any of them takes.
    private static void Align(GraphNode node, LoweringContext lowering)
    {
        TensorView input = lowering.Required(node, 0);
        TensorView rois = lowering.Required(node, 1);
        var output = lowering.Output(node);
        var samples = node.Int("sampling_ratio");
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        IndexVar[] inner = [kernel.Inner(samples), kernel.Inner(samples)];
        var stage = kernel.Stage(inner);
        var image = stage.Symbol(stage.Load(lowering.Required(node, 2), index[0]).Cast(ElementType.I64), input.Shape[0]);
        SampledAxis Axis(int axis)
        {
            LoopValue Corner(int i) => stage.Load(rois, index[0], i).Cast(ElementType.F32);
            var (low, high) = (Corner(axis == 2 ? 1 : 0), Corner(axis == 2 ? 3 : 2));
            var place = Place(node, stage, low, high, (index[axis], output.Shape[axis]), (inner[axis - 2], samples));
            return SampledAxis.OfRegion(stage, place, input.Shape[axis]);
        }

        var isMean = node.Text("mode") == "avg";
        var taken = Sum(stage, input, image, index[1], Axis(2), Axis(3), isMean ? BinaryKind.Add : BinaryKind.Max);
        var result = stage.Reduce(isMean ? ReduceKind.Sum : ReduceKind.Max, taken);
        var last = kernel.Stage();
        last.Store(output, index, isMean ? last.Value(result) / (samples * samples) : last.Value(result));
        kernel.Emit();
    }

    // Start of the region, plus bins before, plus samples before and half of one.
    private static LoopValue Place(
        GraphNode node, LoopStageBuilder stage, LoopValue low, LoopValue high, (IndexExpr At, IndexExpr Count) bin, (IndexExpr At, long Count) sample)
    {
        double scale = node.Float("spatial_scale");
        var isHalf = node.Opset >= 16 && node.Text("coordinate_transformation_mode") == "half_pixel";
        var (start, end) = (low * scale - (isHalf ? 0.5 : 0), high * scale - (isHalf ? 0.5 : 0));
        var size = isHalf ? end - start : (end - start).Binary(BinaryKind.Max, 1);
        var step = size / stage.Index(bin.Count).Cast(ElementType.F32);
        var offset = (stage.Index(sample.At).Cast(ElementType.F32) + 0.5) / sample.Count;
        return start + step * (stage.Index(bin.At).Cast(ElementType.F32) + offset);
    }
}
