using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Kernels.Systolic;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Attention as one kernel.</summary>
internal static class FusedAttention
{
    public static void Lower(GraphNode node, LoweringContext lowering)
    {
        StridedTensor Operand(int input, string order) => StridedTensor.Read(lowering.Required(node, input), node.Ints(order));
        var (q, k, v) = (Operand(0, "permQ"), Operand(1, "permK"), Operand(2, "permV"));
        var y = StridedTensor.Written(lowering.Output(node), node.Ints("permY"));
        var mask = lowering.Input(node, 3) is { } given ? StridedTensor.Read(given, null) : null;
        var (heads, shared) = (Constant(q.Shape[1]), Constant(k.Shape[1]));
        var spec = new AttentionSpec(q.Matrix(), k.Matrix(), v.Matrix(), y.Matrix())
        {
            Name = node.Name,
            Batch = q.Shape[0],
            KvHeads = shared,
            HeadsPerKv = heads / shared,
            L = q.Shape[2],
            S = k.Shape[2],
            HeadSize = Constant(q.Shape[3]),
            ValueSize = Constant(v.Shape[3]),
            Scale = node.Float("scale"),
            CausalOffset = node.Int("causal") != 0 ? k.Shape[2] - q.Shape[2] : null,
            Mask = mask?.Matrix(),
        };
        AttentionBuilder.Append(lowering.Module, spec, lowering.Compile);
    }

    private static long Constant(IndexExpr extent) =>
        extent.TryConstant(out var value) ? value : throw new ArgumentException($"the number or width of heads is not constant: {extent}");
}
