using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Operators on texts.</summary>
internal static class TextShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("StringNormalizer", c => c.Out(0, OnnxElementType.String, c.Shape(0) is { } x ? c.FreshShape(0, x.Rank) : null)) { Since = 10 },
        new("TfIdfVectorizer", TfIdf) { Since = 9 },
    ];

    private static void TfIdf(ShapeContext c)
    {
        var width = (c.Node.Ints("ngram_indexes") ?? []).DefaultIfEmpty(-1).Max() + 1;
        c.Out(0, OnnxElementType.Float32, c.AtLeast(0, 1) is { } x ? new TensorShape([.. x.Dims[..^1], width]) : null);
    }
}
