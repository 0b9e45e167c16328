using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Several operators that compute each element from those at its place, as one kernel. Constants of one element are part of its
/// code.</summary>
internal static class FusedPointwise
{
    public static void Lower(GraphNode node, LoweringContext lowering)
    {
        var numbers = node.Inputs.Where(i => Number(i, lowering) is not null).ToDictionary(i => i, i => Number(i, lowering)!.Value);
        var loaded = node.Inputs.Where(i => !numbers.ContainsKey(i)).ToArray();
        var output = lowering.Output(node);
        Pointwise.Emit(node, lowering, [.. loaded.Select(i => (TensorView)lowering.Tensor(i))], output, (stage, x) =>
        {
            var values = new Dictionary<string, LoopValue>(StringComparer.Ordinal);
            for (var i = 0; i < loaded.Length; i++) values[loaded[i]] = x[i];
            foreach (var (name, number) in numbers) values[name] = stage.Constant(lowering.TypeOf(name), number);
            foreach (var part in node.Attribute("body")!.Nodes)
                values[part.Outputs[0]] = Body(part)(part, stage, [.. part.Inputs.Where(i => i.Length > 0).Select(i => values[i])]);
            return values[node.Outputs[0]];
        });
    }

    private static Func<GraphNode, LoopStageBuilder, LoopValue[], LoopValue> Body(GraphNode part) => FusedOperators.Find(part)?.Body
        ?? throw new ArgumentException($"{part} cannot be part of a fused kernel");

    private static double? Number(string value, LoweringContext lowering) =>
        lowering.ConstantOf(value) is { Count: 1, Content.IsStored: true } constant && constant.Element.Bits() <= 32
            ? constant.ToDoubles()[0] : null;
}
