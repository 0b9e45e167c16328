using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Systolic;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// Matrix products. Types the array multiplies go through it; others (f64, wide integers) through the vector unit, as sums of products.
/// </summary>
internal static class MatrixOperators
{
    public static IEnumerable<OperatorLowering> All =>
    [
        new("MatMul", Product), new("Gemm", Gemm), new("Einsum", EinsumOperator.Lower),
        new("Det", DeterminantOperator.Lower, DeterminantOperator.Refusal),
    ];

    private static void Product(GraphNode node, LoweringContext lowering) =>
        Product(node, lowering, lowering.Required(node, 0), lowering.Required(node, 1), lowering.Output(node));

    // Vectors are a row on the left and a column on the right; the added axis is not in the output, which is dense either way.
    internal static void Product(GraphNode node, LoweringContext lowering, TensorDecl left, TensorDecl right, TensorDecl output)
    {
        var a = left.Shape.Length == 1 ? left with { Shape = [1, left.Shape[0]] } : left;
        var b = right.Shape.Length == 1 ? right with { Shape = [right.Shape[0], 1] } : right;
        var (m, k, n) = (a.Shape[^2], a.Shape[^1], b.Shape[^1]);
        var batch = Broadcast(a.Shape[..^2], b.Shape[..^2]);
        var c = output with { Shape = [.. batch, m, n] };
        if (Accumulator.Takes(left.Type) && left.Type == right.Type && output.Type == Accumulator.ResultFor(left.Type))
        {
            var spec = new MatmulSpec(MatrixView.Of(a), MatrixView.Of(b), MatrixView.Of(c), m, n, k) { Name = node.Name, Batch = batch };
            MatmulBuilder.Append(lowering.Module, spec, lowering.Compile);
            return;
        }

        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(c.Shape);
        var inner = kernel.Inner(k);
        var first = kernel.Stage(inner);
        TensorView wideA = ((TensorView)a).Expand([.. batch, m, k]), wideB = ((TensorView)b).Expand([.. batch, k, n]);
        var x = first.Load(wideA, [.. index[..^1], inner]);
        var y = first.Load(wideB, [.. index[..^2], inner, index[^1]]);
        var sum = first.Reduce(ReduceKind.Sum, x * y);
        var last = kernel.Stage();
        last.Store(c, index, last.Value(sum));
        kernel.Emit();
    }

    private static ImmutableArray<IndexExpr> Broadcast(ImmutableArray<IndexExpr> a, ImmutableArray<IndexExpr> b)
    {
        var rank = Math.Max(a.Length, b.Length);
        IndexExpr At(ImmutableArray<IndexExpr> shape, int axis) =>
            axis < rank - shape.Length ? IndexExpr.One : shape[axis - rank + shape.Length];
        return [.. Enumerable.Range(0, rank).Select(axis => At(a, axis).Equals(IndexExpr.One) ? At(b, axis) : At(a, axis))];
    }

    // alpha A' B' + beta C: the product on the array, then (unless it is plain) one pass that scales and adds.
    private static void Gemm(GraphNode node, LoweringContext lowering)
    {
        var (a, b) = (lowering.Required(node, 0), lowering.Required(node, 1));
        var (left, right) = (MatrixView.Of(a, node.Int("transA") != 0), MatrixView.Of(b, node.Int("transB") != 0));
        var (alpha, beta) = (node.Float("alpha"), node.Float("beta"));
        var c = lowering.Input(node, 2);
        var output = lowering.Output(node);
        var (m, n) = (output.Shape[0], output.Shape[1]);
        var k = node.Int("transA") != 0 ? a.Shape[0] : a.Shape[1];
        if (!Accumulator.Takes(a.Type) || !a.Type.IsFloat())
        {
            VectorGemm(node, lowering, k, output);
            return;
        }

        var isPlain = alpha == 1 && (c is null || (beta == 1 && c.Shape.Length > 0));
        var product = isPlain ? output : lowering.Scratch(node, output.Type, output.Shape);
        var bias = isPlain && c is not null ? BiasView(c) : null;
        var spec = new MatmulSpec(left, right, MatrixView.Of(product), m, n, k) { Name = node.Name, Bias = bias };
        MatmulBuilder.Append(lowering.Module, spec, lowering.Compile);
        if (isPlain) return;
        TensorView[] inputs = c is null ? [product] : [product, c];
        Pointwise.Emit(node, lowering, inputs, output, (_, x) => c is null ? x[0] * alpha : x[0] * alpha + x[1] * beta);
    }

    private static MatrixView BiasView(TensorDecl c) => MatrixView.Of(c);

    private static void VectorGemm(GraphNode node, LoweringContext lowering, IndexExpr k, TensorView output)
    {
        TensorView a = lowering.Required(node, 0), b = lowering.Required(node, 1);
        if (node.Int("transA") != 0) a = a.Permute([1, 0]);
        if (node.Int("transB") != 0) b = b.Permute([1, 0]);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var inner = kernel.Inner(k);
        var first = kernel.Stage(inner);
        var sum = first.Reduce(ReduceKind.Sum, first.Load(a, index[0], inner) * first.Load(b, inner, index[1]));
        var last = kernel.Stage();
        var value = last.Value(sum) * node.Float("alpha");
        if (lowering.Input(node, 2) is { } c)
            value += last.Load(((TensorView)c).Expand(output.Shape), index) * node.Float("beta");
        last.Store(output, index, value);
        kernel.Emit();
    }
}
