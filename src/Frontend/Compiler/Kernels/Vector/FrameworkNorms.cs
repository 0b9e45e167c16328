using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Building;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;

namespace ActorSim.Frontend.Compiler.Kernels.Vector;

/// <summary>
/// Softmax and layer normalization as frameworks' compilers leave them: an element-wise chain ends at every reduction, and what it computed
/// is written to memory and read again.
/// </summary>
internal static class FrameworkNorms
{
    /// <summary>The maximum; exponentials and their sum; the quotient: 3 reads and 2 writes of the tensor.</summary>
    public static void Softmax(ModuleBuilder module, CompileContext context, TensorView output, TensorView input, IReadOnlyList<int> axes)
    {
        var real = Real(input.Type);
        var rows = Shapes.Reduced(input.Shape, axes, keepAxes: true);
        var max = module.Tensor("max", input.Type, rows, TensorRole.Intermediate);
        var sums = module.Tensor("sums", real, rows, TensorRole.Intermediate);
        var exps = module.Tensor("exps", real, input.Shape, TensorRole.Intermediate);
        ReduceKernels.Reduce(module, context, ReduceOp.Max, max, input, axes);
        WithSums(module, context, "softmax-exp", exps, sums, input, max, Shapes.Axes(axes, input.Rank), x => x.Unary(UnaryKind.Exp), x => x);
        ElementwiseKernels.Map(module, context, "softmax-div", output, [exps, sums], (_, x) => x[0] / x[1]);
    }

    /// <summary>
    /// The mean; distances from it and the sum of their squares; their quotient with the deviation; scale and bias: 4 reads and 3 writes
    /// of the tensor.
    /// </summary>
    public static void LayerNorm(
        ModuleBuilder module, CompileContext context, TensorView output, TensorView input, IReadOnlyList<int> axes, double epsilon,
        TensorView? scale, TensorView? bias)
    {
        var real = Real(input.Type);
        var rows = Shapes.Reduced(input.Shape, axes, keepAxes: true);
        TensorDecl Scratch(string name, IEnumerable<IndexExpr> shape) => module.Tensor(name, real, shape, TensorRole.Intermediate);
        var (mean, squares, distances) = (Scratch("mean", rows), Scratch("squares", rows), Scratch("distances", input.Shape));
        ReduceKernels.Reduce(module, context, ReduceOp.Mean, mean, input, axes);
        WithSums(module, context, "layernorm-sub", distances, squares, input, mean, Shapes.Axes(axes, input.Rank), x => x, x => x * x);
        var normal = scale is null && bias is null ? output : Scratch("normal", input.Shape);
        var count = TensorView.Product(Shapes.Axes(axes, input.Rank).Select(a => input.Shape[a]));
        ElementwiseKernels.Map(module, context, "layernorm-div", normal, [distances, squares],
            (s, x) => x[0] * (x[1] / s.Index(count).Cast(real) + epsilon).Unary(UnaryKind.Rsqrt));
        TensorView[] parameters = [.. new[] { scale, bias }.OfType<TensorView>()];
        if (parameters.Length == 0) return;
        ElementwiseKernels.Map(module, context, "layernorm-affine", output, [normal, .. parameters.Select(p => p.Expand(input.Shape))], (_, x) =>
        {
            var scaled = scale is null ? x[0] : x[0] * x[1].Cast(real);
            return bias is null ? scaled : scaled + x[^1].Cast(real);
        });
    }

    // output = map(input - shift of the row), and in the same pass sums = the row's sum of term(output).
    private static void WithSums(
        ModuleBuilder module, CompileContext context, string name, TensorView output, TensorView sums, TensorView input, TensorView shift,
        ImmutableArray<int> axes, Func<LoopValue, LoopValue> map, Func<LoopValue, LoopValue> term)
    {
        var kernel = new LoopKernelBuilder(module, context, name);
        var inner = new List<IndexVar>();
        var index = new IndexExpr[input.Rank];
        var row = new IndexExpr[input.Rank];
        for (var k = 0; k < index.Length; k++)
        {
            if (!axes.Contains(k))
            {
                index[k] = row[k] = kernel.Parallel(input.Shape[k]);
                continue;
            }

            inner.Add(kernel.Inner(input.Shape[k]));
            (index[k], row[k]) = (inner[^1], IndexExpr.Zero);
        }

        var stage = kernel.Stage(inner);
        var value = map(RowKernel.Real(stage.Load(input, index)) - RowKernel.Real(stage.Load(shift, row)));
        stage.Store(output, index, value);
        var sum = stage.Reduce(ReduceKind.Sum, term(value));
        var last = kernel.Stage();
        last.Store(sums, row, last.Value(sum));
        kernel.Emit();
    }

    private static ElementType Real(ElementType type) => type == ElementType.F64 ? type : ElementType.F32;
}
