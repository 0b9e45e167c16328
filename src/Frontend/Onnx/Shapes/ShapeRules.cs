namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>The rule of every operator whose shapes are inferred, one family after the other.</summary>
internal static class ShapeRules
{
    private static readonly Dictionary<string, ShapeRule> All = new[]
    {
        ElementwiseShapes.Rules, ConvolutionShapes.Rules, PoolingShapes.Rules, MatrixShapes.Rules, ReductionShapes.Rules,
        NormalizationShapes.Rules, LayoutShapes.Rules, JoinShapes.Rules, IndexingShapes.Rules, GeneratorShapes.Rules, ResizeShapes.Rules,
        RecurrentShapes.Rules, QuantizationShapes.Rules, LossShapes.Rules, SignalShapes.Rules, SequenceShapes.Rules, TextShapes.Rules,
    }.SelectMany(family => family).ToDictionary(r => r.Operator, r => r.Rule, StringComparer.Ordinal);

    /// <summary>The rule of a standard operator; null if there is none.</summary>
    public static ShapeRule? Find(string domain, string name) => domain.Length == 0 && All.TryGetValue(name, out var rule) ? rule : null;
}
