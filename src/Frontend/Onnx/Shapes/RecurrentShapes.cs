using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Onnx.Shapes;

/// <summary>Recurrent layers: all steps, the last state, and for an LSTM the last cell.</summary>
internal static class RecurrentShapes
{
    public static readonly (string Operator, ShapeRule Rule)[] Rules = [("RNN", Recurrent), ("GRU", Recurrent), ("LSTM", Recurrent)];

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
        Dim directions = c.Node.Text("direction", "forward") == "bidirectional" ? 2 : 1;
        var hidden = c.Node.Has("hidden_size") ? c.NotNegative(c.Node.Int("hidden_size", 0), "hidden_size")
            : c.Exactly(2, 3)?[2] ?? c.Fresh(0, 3);
        var isBatchFirst = c.Node.Int("layout", 0) != 0;
        var (steps, batch) = isBatchFirst ? (x[1], x[0]) : (x[0], x[1]);
        c.Out(0, c.Element(0), new TensorShape(isBatchFirst ? [batch, steps, directions, hidden] : [steps, directions, batch, hidden]));
        var state = new TensorShape(isBatchFirst ? [batch, directions, hidden] : [directions, batch, hidden]);
        c.Out(1, c.Element(0), state);
        c.Out(2, c.Element(0), state);
    }
}
