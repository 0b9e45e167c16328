using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Tensors made from nothing but a shape.</summary>
internal static class GeneratorOperators
{
    public static IEnumerable<OperatorLowering> All => [new("ConstantOfShape", Fill), new("EyeLike", Eye), new("Range", Range)];

    private static void Fill(GraphNode node, LoweringContext lowering)
    {
        var values = node.Attribute("value")?.Tensor?.ToDoubles() ?? [0];
        if (values.Length != 1) throw new ArgumentException($"attribute 'value' holds {values.Length} elements; it must hold one");
        Fill(node, lowering, lowering.Output(node), values[0]);
    }

    /// <summary>A kernel that writes one value everywhere.</summary>
    internal static void Fill(GraphNode node, LoweringContext lowering, TensorDecl output, double value)
    {
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        stage.Store(output, index, stage.Constant(output.Type, value));
        kernel.Emit();
    }

    private static void Eye(GraphNode node, LoweringContext lowering)
    {
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var isOne = (stage.Index(index[1]) - stage.Index(index[0])).Binary(BinaryKind.Equal, node.Int("k"));
        stage.Store(output, index, stage.Select(isOne, stage.Constant(output.Type, 1), stage.Constant(output.Type, 0)));
        kernel.Emit();
    }

    // start + i * delta, as the specification defines it.
    private static void Range(GraphNode node, LoweringContext lowering)
    {
        var output = lowering.Output(node);
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        var start = stage.Load(lowering.Required(node, 0));
        var delta = stage.Load(lowering.Required(node, 2));
        stage.Store(output, index, start + stage.Index(index[0]).Cast(output.Type) * delta);
        kernel.Emit();
    }
}
