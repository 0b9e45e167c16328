using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>Interpolation along any axes; source positions are computed in f64, clamped to the input.</summary>
public static class ResizeKernels
{
    /// <summary>
    /// The element nearest to position i * scale + shift of each axis; <paramref name="rounding"/>: Floor, Ceil, Round (ties to even) or
    /// Truncate. One scale and shift (input elements for an output element) for each axis; scale 1 and shift 0 leave an axis alone.
    /// </summary>
    public static void Nearest(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, IReadOnlyList<double> scale,
        IReadOnlyList<double> shift, UnaryKind rounding = UnaryKind.Floor)
    {
        var kernel = new LoopKernelBuilder(module, context, "resize-nearest");
        var point = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        IndexExpr[] source = [.. point.Select((p, k) => Unchanged(scale, shift, k) ? p
            : Clamped(stage, Position(stage, p, scale[k], shift[k]).Unary(rounding), input.Shape[k]))];
        stage.Store(output, point, stage.Load(input, source));
        kernel.Emit();
    }

    /// <summary>Linear between the two neighbours of position i * scale + shift along each axis.</summary>
    public static void Linear(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, IReadOnlyList<double> scale,
        IReadOnlyList<double> shift)
    {
        var kernel = new LoopKernelBuilder(module, context, "resize-linear");
        var point = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var corners = new List<(ImmutableArray<IndexExpr> Index, LoopValue? Weight)> { ([], null) };
        for (var k = 0; k < point.Length; k++)
        {
            var (p, axis) = (point[k], k);
            if (Unchanged(scale, shift, k))
            {
                corners = [.. corners.Select(c => (c.Index.Add(p), c.Weight))];
                continue;
            }

            var position = Position(stage, p, scale[k], shift[k]);
            var below = position.Unary(UnaryKind.Floor);
            var upper = position - below;
            var lower = stage.Constant(ElementType.F64, 1) - upper;
            var (first, second) = (Clamped(stage, below, input.Shape[axis]), Clamped(stage, below + 1, input.Shape[axis]));
            corners = [.. corners.SelectMany<(ImmutableArray<IndexExpr> Index, LoopValue? Weight), (ImmutableArray<IndexExpr>, LoopValue?)>(
                c => [(c.Index.Add(first), Times(c.Weight, lower)), (c.Index.Add(second), Times(c.Weight, upper))])];
        }

        var sum = corners.Select(c => Weighted(stage.Load(input, c.Index).Cast(ElementType.F64), c.Weight)).Aggregate((a, b) => a + b);
        stage.Store(output, point, sum);
        kernel.Emit();
    }

    private static bool Unchanged(IReadOnlyList<double> scale, IReadOnlyList<double> shift, int axis) => scale[axis] == 1 && shift[axis] == 0;

    private static LoopValue Times(LoopValue? a, LoopValue b) => a is { } known ? known * b : b;

    private static LoopValue Weighted(LoopValue x, LoopValue? weight) => weight is { } known ? x * known : x;

    private static LoopValue Position(LoopStageBuilder stage, IndexExpr point, double scale, double shift) =>
        stage.Index(point).Cast(ElementType.F64) * scale + shift;

    private static IndexExpr Clamped(LoopStageBuilder stage, LoopValue position, IndexExpr extent)
    {
        var index = position.Cast(ElementType.I64).Binary(BinaryKind.Max, 0).Binary(BinaryKind.Min, stage.Index(extent - 1));
        return stage.Symbol(index, extent);
    }
}
