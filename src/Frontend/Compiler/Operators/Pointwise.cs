using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Operators that compute every element of the output from the elements at its place, with broadcasting.</summary>
internal static class Pointwise
{
    /// <summary>One kernel: output 0 of the node from its inputs (all that are there), each cast to nothing.</summary>
    public static void Emit(GraphNode node, LoweringContext lowering, Func<LoopStageBuilder, LoopValue[], LoopValue> body)
    {
        var output = lowering.Output(node);
        var inputs = Enumerable.Range(0, node.Inputs.Length).Where(i => node.Input(i) is not null)
            .Select(i => OldBroadcast.Aligned(node, i, lowering.Required(node, i), output.Shape.Length));
        Emit(node, lowering, [.. inputs], output, body);
    }

    public static void Emit(
        GraphNode node, LoweringContext lowering, IReadOnlyList<TensorView> inputs, TensorView output,
        Func<LoopStageBuilder, LoopValue[], LoopValue> body)
    {
        var kernel = lowering.Kernel(node.Name);
        var index = kernel.ParallelAll(output.Shape);
        var stage = kernel.Stage();
        LoopValue[] values = [.. inputs.Select(i => stage.Load(i.Expand(output.Shape), index))];
        stage.Store(output, index, body(stage, values));
        kernel.Emit();
    }
}
