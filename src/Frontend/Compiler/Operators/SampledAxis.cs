using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>What a sample takes along one axis: places inside the image (i64) and their weights (f32).</summary>
internal sealed record SampledAxis(IReadOnlyList<(LoopValue Place, LoopValue Weight)> Taps)
{
    /// <summary>A place from -1 to 1 over the image, by the node's mode, padding_mode and align_corners (ONNX: GridSample).</summary>
    public static SampledAxis OfGrid(GraphNode node, LoopStageBuilder stage, LoopValue place, IndexExpr extent)
    {
        var isAligned = node.Int("align_corners") != 0;
        var size = stage.Index(extent).Cast(ElementType.F32);
        var x = isAligned ? (place + 1) / 2 * (size - 1) : ((place + 1) * size - 1) / 2;
        var taps = node.Text("mode") switch
        {
            "nearest" => [(x.Unary(UnaryKind.Round), stage.Constant(ElementType.F32, 1))],
            "bilinear" or "linear" => Linear(stage, x),
            "bicubic" or "cubic" => Cubic(stage, x),
            var mode => throw new ArgumentException($"mode {mode}"),
        };
        var padding = node.Text("padding_mode");
        return new SampledAxis([.. taps.Select(t => padding switch
        {
            "zeros" => (Inside(t.Place, size), stage.Select(Within(t.Place, size), t.Weight, stage.Constant(ElementType.F32, 0))),
            "border" => (Inside(t.Place, size), t.Weight),
            "reflection" => (Inside(Reflected(t.Place, size, isAligned), size), t.Weight),
            _ => throw new ArgumentException($"padding_mode {padding}"),
        })]);
    }

    /// <summary>A place of a region: more than one element outside the image counts as 0, else it is cut to the image.</summary>
    public static SampledAxis OfRegion(LoopStageBuilder stage, LoopValue place, IndexExpr extent)
    {
        var size = stage.Index(extent).Cast(ElementType.F32);
        var isNear = place.Binary(BinaryKind.GreaterOrEqual, -1).Binary(BinaryKind.And, place.Binary(BinaryKind.LessOrEqual, size));
        var x = place.Binary(BinaryKind.Max, 0).Binary(BinaryKind.Min, size - 1);
        return new SampledAxis([.. Linear(stage, x).Select(t =>
            (Inside(t.Place, size), stage.Select(isNear, t.Weight, stage.Constant(ElementType.F32, 0))))]);
    }

    private static LoopValue Inside(LoopValue place, LoopValue size) =>
        place.Binary(BinaryKind.Max, 0).Binary(BinaryKind.Min, size - 1).Cast(ElementType.I64);

    private static LoopValue Within(LoopValue place, LoopValue size) =>
        place.Binary(BinaryKind.GreaterOrEqual, 0).Binary(BinaryKind.And, place.Binary(BinaryKind.LessOrEqual, size - 1));

    // Mirrored at the outermost elements, or half an element outside of them.
    private static LoopValue Reflected(LoopValue place, LoopValue size, bool isAligned)
    {
        var low = isAligned ? 0 : -0.5;
        var range = (isAligned ? size - 1 : size).Binary(BinaryKind.Max, 1);
        var distance = (place - low).Unary(UnaryKind.Abs).Binary(BinaryKind.Mod, range * 2);
        return distance.Binary(BinaryKind.Min, range * 2 - distance) + low;
    }

    private static (LoopValue Place, LoopValue Weight)[] Linear(LoopStageBuilder stage, LoopValue x)
    {
        var first = x.Unary(UnaryKind.Floor);
        var part = x - first;
        return [(first, stage.Constant(ElementType.F32, 1) - part), (first + 1, part)];
    }

    // Keys' kernel with a = -0.75, at distances 1 + t, t, 1 - t and 2 - t.
    private static (LoopValue Place, LoopValue Weight)[] Cubic(LoopStageBuilder stage, LoopValue x)
    {
        const double a = -0.75;
        var first = x.Unary(UnaryKind.Floor);
        var t = x - first;
        var rest = stage.Constant(ElementType.F32, 1) - t;
        LoopValue Near(LoopValue d) => (d * (a + 2) - (a + 3)) * d * d + 1;
        LoopValue Far(LoopValue d) => ((d * a - 5 * a) * d + 8 * a) * d - 4 * a;
        return [(first - 1, Far(t + 1)), (first, Near(t)), (first + 1, Near(rest)), (first + 2, Far(rest + 1))];
    }
}
