using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Compiler.Kernels.Systolic;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Operators that graph passes make (<see cref="InternalOperators"/>).</summary>
internal static class FusedOperators
{
    private static readonly ImmutableSortedDictionary<string, OperatorLowering> ByName =
        ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, All().Select(o => KeyValuePair.Create(o.Operator, o)));

    /// <summary>Of a node of the model or of the passes.</summary>
    public static OperatorLowering? Find(GraphNode node) =>
        node.Domain == InternalOperators.Domain ? ByName.GetValueOrDefault(node.Operator) : OperatorLowerings.Find(node.Operator);

    public static IEnumerable<OperatorLowering> All() =>
    [
        new(InternalOperators.MatMul, Product),
        new(InternalOperators.Conv, ConvolutionOperators.Conv),
        new(InternalOperators.Attention, FusedAttention.Lower),
        new(InternalOperators.Pointwise, FusedPointwise.Lower),
        new(InternalOperators.Silu, (node, l) => Pointwise.Emit(node, l, (_, x) => Silu(x[0]))) { Body = (_, _, x) => Silu(x[0]) },
    ];

    /// <summary>What a fused operator applies to its result; standard operators apply nothing.</summary>
    public static Activation ActivationOf(GraphNode node) =>
        Activations.Parse(node.Domain == InternalOperators.Domain ? node.Text("activation") : "none");

    private static LoopValue Silu(LoopValue x) => x * x.Unary(UnaryKind.Sigmoid);

    private static void Product(GraphNode node, LoweringContext lowering)
    {
        var a = StridedTensor.Read(lowering.Required(node, 0), node.Ints("permA"));
        var b = StridedTensor.Read(lowering.Required(node, 1), node.Ints("permB"));
        var c = StridedTensor.Written(lowering.Output(node), node.Ints("permC"));
        // The same for every matrix of a batch.
        var bias = lowering.Input(node, 2) is { } t ? StridedTensor.Read(t, null).Matrix() with { BatchStrides = [] } : null;
        var residual = lowering.Input(node, 3) is { } r ? StridedTensor.Read(r, null) : null;
        var spec = IsOneMatrix(node, a, b, c, residual)
            ? new MatmulSpec(a.Rank == 2 ? a.Matrix() : a.Rows(), b.Matrix(), c.Rows(), Product(a.Shape[..^1]), b.Shape[^1], a.Shape[^1])
            {
                Residual = residual?.Rows(),
            }
            : new MatmulSpec(a.Matrix(), b.Matrix(), c.Matrix(), a.Shape[^2], b.Shape[^1], a.Shape[^1])
            {
                Batch = c.Shape[..^2],
                Residual = residual?.Matrix(),
            };
        MatmulBuilder.Append(lowering.Module,
            spec with { Name = node.Name, Bias = bias, Activation = ActivationOf(node) }, lowering.Compile);
    }

    // One matrix B for a whole batch: the batch is so many more rows, which fills tiles better than one product for each.
    private static bool IsOneMatrix(GraphNode node, StridedTensor a, StridedTensor b, StridedTensor c, StridedTensor? residual) =>
        node.Has("rows") || (b.Rank == 2 && a.Rank > 2 && !node.Has("permA") && !node.Has("permC")
        && (residual is null || residual.Shape.SequenceEqual(c.Shape)));

    private static IndexExpr Product(IEnumerable<IndexExpr> extents) => extents.Aggregate(IndexExpr.One, (p, e) => p * e);
}
