using ActorSim.Frontend.Graph;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Losses of [batch, classes, sizes...] against labels.</summary>
internal static class LossShapes
{
    public static readonly (string Operator, ShapeRule Rule)[] Rules =
        [("NegativeLogLikelihoodLoss", Loss), ("SoftmaxCrossEntropyLoss", Loss)];

    private static void Loss(ShapeContext c)
    {
        var shape = c.Node.Text("reduction", "mean") != "none" ? TensorShape.Scalar
            : c.AtLeast(0, 2) is { } x ? new TensorShape(x.Dims.RemoveAt(1)) : null;
        c.Out(0, c.Element(0), shape);
        c.Out(1, c.Element(0), c.Shape(0));
    }
}
