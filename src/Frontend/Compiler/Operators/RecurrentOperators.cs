using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Ir.Vector;
using ActorSim.Frontend.Compiler.Kernels.Loops;
using ActorSim.Frontend.Onnx.Graph;
using ActorSim.Frontend.Onnx.Operators;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>
/// Recurrent layers, unrolled over the steps: the inputs of all steps meet their weights in one product, every step multiplies the state
/// on the array and finishes with one pointwise kernel. Formulas of the ONNX operators RNN, GRU and LSTM.
/// </summary>
internal static class RecurrentOperators
{
    private static readonly string[] Functions =
    [
        "tanh", "sigmoid", "relu", "softsign", "softplus", "affine", "leakyrelu", "thresholdedrelu", "scaledtanh", "hardsigmoid", "elu",
    ];

    public static IEnumerable<OperatorLowering> All =>
    [
        new("RNN", (node, l) => Lower(node, l, 1, Simple), Refusal),
        new("GRU", (node, l) => Lower(node, l, 3, Gated), Refusal),
        new("LSTM", (node, l) => Lower(node, l, 4, LongShort), Refusal),
    ];

    private static string? Refusal(GraphNode node, ModelGraph graph) =>
        node.Attribute("activations")?.Strings.FirstOrDefault(f => !Functions.Contains(f.ToLowerInvariant())) is { } function
            ? $"activation {function}" : null;

    private static void Lower(GraphNode node, LoweringContext lowering, int gates, Action<RecurrentLayer, RecurrentStep> emit)
    {
        var outputs = RecurrentLayer.Outputs.Of(node, lowering);
        for (var direction = 0; direction < RecurrentLayer.Directions(node); direction++)
            new RecurrentLayer(node, lowering, gates, direction, outputs).Run(emit);
    }

    private static void Simple(RecurrentLayer layer, RecurrentStep step)
    {
        var sums = step.StateTimes(layer.Recurrence(0, 1), step.State, 1);
        var point = step.Points();
        point.Finish(layer.Function(0, point.Input(0) + point.From(sums, 0) + point.RecurrentBias(0)), null);
    }

    // z, r, h: with linear_before_reset the state meets its weights before r is applied, else after.
    private static void Gated(RecurrentLayer layer, RecurrentStep step)
    {
        var isBefore = layer.Node.Int("linear_before_reset") != 0;
        var sums = step.StateTimes(layer.Recurrence(0, isBefore ? 3 : 2), step.State, isBefore ? 3 : 2);
        LoopValue Gate(RecurrentPoints p, int gate) => layer.Function(0, p.Input(gate) + p.From(sums, gate) + p.RecurrentBias(gate));
        var reset = isBefore ? null : step.Pointwise(p => Gate(p, 1) * p.From(step.State, 0));
        var hidden = reset is null ? sums : step.StateTimes(layer.Recurrence(2, 1), reset, 1);
        var point = step.Points();
        var z = Gate(point, 0);
        var recurrent = point.From(hidden, isBefore ? 2 : 0) + point.RecurrentBias(2);
        if (isBefore) recurrent = Gate(point, 1) * recurrent;
        var candidate = layer.Function(1, point.Input(2) + recurrent);
        var one = point.Stage.Constant(z.Type, 1);
        point.Finish((one - z) * candidate + z * point.From(step.State, 0), null);
    }

    // i, o, f, c, with peepholes from the cell to i, o and f.
    private static void LongShort(RecurrentLayer layer, RecurrentStep step)
    {
        var sums = step.StateTimes(layer.Recurrence(0, 4), step.State, 4);
        var point = step.Points();
        LoopValue Sum(int gate) => point.Input(gate) + point.From(sums, gate) + point.RecurrentBias(gate);
        var before = point.From(step.Cell!, 0);
        LoopValue Seen(int gate, int peephole, LoopValue cell) =>
            layer.Function(0, point.Peephole(peephole) is { } p ? Sum(gate) + p * cell : Sum(gate));
        var input = Seen(0, 0, before);
        var forget = layer.Node.Int("input_forget") != 0 ? point.Stage.Constant(input.Type, 1) - input : Seen(2, 2, before);
        var cell = forget * before + input * layer.Function(1, Sum(3));
        point.Finish(Seen(1, 1, cell) * layer.Function(2, cell), cell);
    }

    /// <summary>An activation by name, with its two parameters where it has any and they are given.</summary>
    internal static LoopValue Apply(string function, LoopValue x, float? alpha = null, float? beta = null) => function.ToLowerInvariant() switch
    {
        "affine" => x * (alpha ?? 1) + (beta ?? 0),
        "leakyrelu" => Negative(x, x * (alpha ?? 0.01f)),
        "thresholdedrelu" => x.Stage.Select(x.Binary(BinaryKind.Greater, alpha ?? 1), x, x.Stage.Constant(x.Type, 0)),
        "scaledtanh" => (x * (beta ?? 1)).Unary(UnaryKind.Tanh) * (alpha ?? 1),
        "hardsigmoid" => (x * (alpha ?? 0.2f) + (beta ?? 0.5f)).Binary(BinaryKind.Max, 0).Binary(BinaryKind.Min, 1),
        "elu" => Negative(x, x.Unary(UnaryKind.Expm1) * (alpha ?? 1)),
        "tanh" => x.Unary(UnaryKind.Tanh),
        "sigmoid" => x.Unary(UnaryKind.Sigmoid),
        "relu" => x.Binary(BinaryKind.Max, 0),
        "softsign" => x / (x.Unary(UnaryKind.Abs) + 1),
        "softplus" => x.Binary(BinaryKind.Max, 0) + (-x.Unary(UnaryKind.Abs)).Unary(UnaryKind.Exp).Unary(UnaryKind.Log1p),
        _ => throw new ArgumentException($"activation {function}"),
    };

    /// <summary>The parameters of the activations in their order: those that take none are left out of the list.</summary>
    internal static float? Parameter(GraphNode node, string attribute, IReadOnlyList<string> names, int number, params ReadOnlySpan<string> takers)
    {
        if (node.Floats(attribute) is not { } given) return null;
        var place = 0;
        for (var i = 0; i < number; i++) place += takers.Contains(names[i].ToLowerInvariant()) ? 1 : 0;
        return takers.Contains(names[number].ToLowerInvariant()) && place < given.Length ? given[place] : null;
    }

    private static LoopValue Negative(LoopValue x, LoopValue below) => x.Stage.Select(x.Binary(BinaryKind.Less, 0), below, x);

    /// <summary>Extents that must be known: an unrolled loop.</summary>
    internal static long Constant(IndexExpr extent, string what) =>
        extent.TryConstant(out var value) ? value : throw new ArgumentException($"{what} {extent} of a recurrent layer must be known: give its size");
}
