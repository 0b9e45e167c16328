using System.Numerics;
using ActorSim.Frontend.Interpreter.Body;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class VectorRowsTests
{
    private static readonly float[] Special =
        [float.NaN, 0f, -0f, 1, -1, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -float.Epsilon, float.MaxValue, 3.7f, 1e-30f];

    [Fact]
    public void Rows_of_floats_have_the_bits_of_single_operations()
    {
        Same<AddOf<float>>();
        Same<SubOf<float>>();
        Same<MulOf<float>>();
        Same<FloatDivOf<float>>();
        Same<MinOf<float>>();
        Same<MaxOf<float>>();
    }

    [Fact]
    public void Rows_of_whole_numbers_wrap_as_single_operations()
    {
        long[] a = [.. Enumerable.Range(0, 37).Select(i => long.MaxValue - i * i * 7919L)];
        long[] b = [.. Enumerable.Range(0, 37).Select(i => i % 3 == 0 ? long.MaxValue : -i * 104729L)];
        foreach (var length in Enumerable.Range(0, 38))
        {
            var r = new long[length];
            VectorRows.Apply<long, MulOf<long>>(a, b, r);
            Assert.Equal(a.Zip(b, (x, y) => x * y).Take(length), r);
        }
    }

    // Every pair, at every place within a vector and in what is left over.
    private static void Same<TOp>()
        where TOp : IVectorBinary<float>
    {
        var pairs = Special.SelectMany(x => Special.Select(y => (x, y))).ToArray();
        for (var shift = 0; shift < 2 * Vector<float>.Count; shift++)
        {
            float[] a = [.. Enumerable.Repeat(1f, shift), .. pairs.Select(p => p.x)];
            float[] b = [.. Enumerable.Repeat(2f, shift), .. pairs.Select(p => p.y)];
            var r = (float[])a.Clone();
            VectorRows.Apply<float, TOp>(r, b, r);
            for (var i = 0; i < r.Length; i++) Assert.Equal(Bits(TOp.Apply(a[i], b[i])), Bits(r[i]));
        }
    }

    // One NaN is as good as another.
    private static int Bits(float value) => float.IsNaN(value) ? 0x7FC00000 : BitConverter.SingleToInt32Bits(value);
}
