using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Losses of [batch, classes, sizes...] against labels.</summary>
internal static class LossShapes
{
    public static readonly OperatorRow[] Rows =
    [
        new("NegativeLogLikelihoodLoss", Loss) { Since = 12, Required = 2, Defaults = [Text("reduction", "mean")] },
        new("SoftmaxCrossEntropyLoss", Loss) { Since = 12, Required = 2, Defaults = [Text("reduction", "mean")] },
    ];

    private static void Loss(ShapeContext c)
    {
        var each = c.AtLeast(0, 2) is { } x ? new TensorShape(x.Dims.RemoveAt(1)) : null;
        if (each is not null) c.Exactly(1, each.Rank);
        c.Exactly(2, 1);
        var shape = c.Node.Text("reduction") != "none" ? TensorShape.Scalar : each;
        c.Out(0, c.Element(0), shape);
        c.Out(1, c.Element(0), c.Shape(0));
    }
}
