using ActorSim.Frontend.Onnx.Graph;

namespace ActorSim.Frontend.Models.Conformance;

/// <summary>Compares tensors at the suites' tolerances; whole numbers and truth values must be equal.</summary>
internal static class Comparison
{
    /// <summary>Null if they agree.</summary>
    public static string? Difference(GraphTensor expected, GraphTensor got)
    {
        if (!expected.Shape.SequenceEqual(got.Shape))
            return $"shape is [{string.Join(", ", got.Shape)}], expected [{string.Join(", ", expected.Shape)}]";
        // The suites keep bfloat16 as unsigned numbers.
        if (expected.Element != got.Element && expected.Element.Bits() == got.Element.Bits()) expected = expected.Reinterpreted(got.Element);
        if (expected.Element != got.Element) return $"type is {got.Element}, expected {expected.Element}";
        return expected.Element.IsReal() ? Floats(expected.ToDoubles(), got.ToDoubles()) : Integers(expected.ToInt64s(), got.ToInt64s());
    }

    /// <summary>
    /// Whether all that differs are bfloat16 numbers one step nearer to 0 than ours: cut off where we rounded up.
    /// </summary>
    public static bool IsCutOff(GraphTensor expected, GraphTensor got)
    {
        if (got.Element != OnnxElementType.BFloat16 || expected.Element.Bits() != got.Element.Bits()) return false;
        var (cut, rounded) = (Bits(expected), Bits(got));
        return cut.Zip(rounded).All(p => p.First == p.Second || p.First + 1 == p.Second);
    }

    private static long[] Bits(GraphTensor tensor) => tensor.Reinterpreted(OnnxElementType.UInt16).ToInt64s();

    private static string? Floats(double[] expected, double[] got)
    {
        var scale = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (var i = 0; i < expected.Length; i++)
        {
            var (e, g) = (expected[i], got[i]);
            if (e.Equals(g)) continue;
            // NaN only agrees with NaN, infinities only with themselves. Sums of large terms leave small rests, so the tensor's scale counts.
            if (!(Math.Abs(e - g) <= ConformanceCase.Absolute * Math.Max(1, scale) + ConformanceCase.Relative * Math.Abs(e)) || double.IsInfinity(e))
                return $"element {i} is {g:R}, expected {e:R}";
        }

        return null;
    }

    private static string? Integers(long[] expected, long[] got)
    {
        for (var i = 0; i < expected.Length; i++)
            if (expected[i] != got[i]) return $"element {i} is {got[i]}, expected {expected[i]}";
        return null;
    }
}
