using ActorSim.Frontend.Compiler.Ir.Types;
using ActorSim.Frontend.Interpreter.Data;

namespace ActorSim.Frontend.Tests.Reference;

/// <summary>Compares what a program gave with a reference.</summary>
public static class Close
{
    /// <summary>
    /// Shapes equal; integers exact; floats within absolute + relative * |expected| (by default 1e-5 relative for f32 and wider, 1e-2 and
    /// 1e-1 for f16 and bf16, and as much absolute, for values around 1). NaN equals NaN, infinities themselves.
    /// </summary>
    public static void Assert(RefTensor expected, TensorData actual, double? relative = null, double? absolute = null)
    {
        Xunit.Assert.Equal(expected.Shape, actual.Shape);
        var exact = !actual.Type.IsFloat();
        var rtol = exact ? 0 : relative ?? Tolerance(actual.Type);
        var atol = exact ? 0 : absolute ?? Tolerance(actual.Type);
        var values = actual.ToDoubles();
        for (var i = 0; i < values.Length; i++)
        {
            if (Near(expected.Values[i], values[i], rtol, atol)) continue;
            var bad = values.Where((v, at) => !Near(expected.Values[at], v, rtol, atol)).Count();
            Xunit.Assert.Fail($"{actual}: {bad} of {values.Length} elements differ, first {i}: {expected.Values[i]} expected, {values[i]} found");
        }
    }

    private static bool Near(double expected, double actual, double relative, double absolute)
    {
        if (expected.Equals(actual) || expected == actual) return true;
        return Math.Abs(expected - actual) <= absolute + relative * Math.Abs(expected);
    }

    private static double Tolerance(ElementType type) => type switch
    {
        ElementType.F16 => 1e-2,
        ElementType.BF16 => 1e-1,
        _ => 1e-5,
    };
}
