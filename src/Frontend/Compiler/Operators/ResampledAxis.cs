using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Compiler.Operators;

/// <summary>Along one axis: output o is the sum over taps t of Weights[t][o] times the input at Sources[t][o].</summary>
/// <param name="Sources">By tap, then output; inside the input.</param>
/// <param name="Weights">By tap, then output.</param>
/// <param name="IsOutside">Outputs that take a fixed value instead; null: none.</param>
/// <param name="OutsideValue">That value.</param>
internal sealed record ResampledAxis(long[][] Sources, double[][] Weights, bool[]? IsOutside, double OutsideValue)
{
    public int Taps => Sources.Length;

    public bool HasOutside => IsOutside is not null;

    /// <summary>One input alone, as it is.</summary>
    public bool IsPlain => Taps == 1 && Weights[0].All(w => w == 1);

    private int Count => Sources[0].Length;

    /// <summary>The place as an expression of the output's, where it is a plain multiple or quotient of it.</summary>
    public IndexExpr? Direct(IndexExpr output)
    {
        if (!IsPlain || HasOutside) return null;
        var places = Sources[0];
        var repeats = Array.FindIndex(places, p => p > 0) is var first and > 0 ? first : Count;
        if (places.Select((p, o) => p == o / repeats).All(x => x)) return IndexExpr.FloorDiv(output, repeats);
        var (start, step) = (places[0], Count > 1 ? places[1] - places[0] : 1);
        return places.Select((p, o) => p == start + o * step).All(x => x) ? output * step + start : null;
    }

    public GraphTensor Places(string name) =>
        GraphTensor.OfInt64s(name, OnnxElementType.Int32, [Taps, Count], [.. Sources.SelectMany(s => s)]);

    /// <summary>The weights, then a row that is 1 for outputs outside.</summary>
    public GraphTensor Factors(string name) => GraphTensor.OfDoubles(name, OnnxElementType.Float32, [Taps + 1, Count],
        [.. Weights.SelectMany(w => w), .. Enumerable.Range(0, Count).Select(o => IsOutside is { } outside && outside[o] ? 1.0 : 0)]);
}
