using System.Collections.Immutable;
using ActorSim.Frontend.Onnx.Graph;
using static ActorSim.Frontend.Onnx.Graph.NodeAttribute;

namespace ActorSim.Frontend.Onnx.Operators;

/// <summary>Recurrent layers: all steps, the last state, and for an LSTM the last cell.</summary>
internal static class RecurrentShapes
{
    private static readonly ImmutableArray<NodeAttribute> LayerDefaults =
    [
        Text("direction", "forward"), Int("layout", 0), Float("clip", 0),
    ];

    public static readonly OperatorRow[] Rows =
    [
        new("RNN", Recurrent) { Required = 3, Defaults = LayerDefaults },
        new("GRU", Recurrent) { Required = 3, Defaults = [.. LayerDefaults, Int("linear_before_reset", 0)] },
        new("LSTM", Recurrent) { Required = 3, Defaults = [.. LayerDefaults, Int("input_forget", 0)] },
    ];

    // Weights, biases, lengths, states and peepholes.
    private static readonly (int Input, int Rank)[] Ranks = [(1, 3), (2, 3), (3, 2), (4, 1), (5, 3), (6, 3), (7, 2)];

    private static void Recurrent(ShapeContext c)
    {
        if (c.Exactly(0, 3) is not { } x)
        {
            c.Out(0, c.Element(0), null);
            return;
        }

        foreach (var (input, rank) in Ranks) c.Exactly(input, rank);
        Dim directions = c.Node.Text("direction") == "bidirectional" ? 2 : 1;
        var hidden = c.Node.Has("hidden_size") ? c.NotNegative(c.Node.Int("hidden_size", 0), "hidden_size")
            : c.Exactly(2, 3)?[2] ?? c.Fresh(0, 3);
        var isBatchFirst = c.Node.Int("layout") != 0;
        var (steps, batch) = isBatchFirst ? (x[1], x[0]) : (x[0], x[1]);
        c.Out(0, c.Element(0), new TensorShape(isBatchFirst ? [batch, steps, directions, hidden] : [steps, directions, batch, hidden]));
        var state = new TensorShape(isBatchFirst ? [batch, directions, hidden] : [directions, batch, hidden]);
        c.Out(1, c.Element(0), state);
        c.Out(2, c.Element(0), state);
    }
}
