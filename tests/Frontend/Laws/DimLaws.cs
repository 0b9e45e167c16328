using ActorSim.Frontend.Compiler.Ir.Index;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Onnx.Graph;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws;

/// <summary>Random expressions against plain arithmetic on whole numbers.</summary>
public sealed class DimLaws
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public void Arithmetic_and_substitution_commute()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var values = Names.ToDictionary(n => n, _ => (long)random.Next(1, 20), StringComparer.Ordinal);
            var (dim, expected) = Expression(random, values, 4);
            var got = dim.Substitute(values.ToDictionary(v => v.Key, v => (Dim)v.Value, StringComparer.Ordinal));
            Assert.True(got.Constant == expected, $"seed {seed}: {dim} is {got}, not {expected}");
        }
    }

    [Fact]
    public void The_compiler_s_index_expression_has_the_same_value()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            var values = Names.ToDictionary(n => n, _ => (long)random.Next(1, 20), StringComparer.Ordinal);
            var (dim, expected) = Expression(random, values, 4);
            Assert.True(dim.ToIndex(name => values[name]).TryConstant(out var got) && got == expected,
                $"seed {seed}: {dim} is {got}, not {expected}");
        }

        var a = IndexVar.Size("a");
        Assert.Equal(2 * IndexExpr.Of(a) + 1, ((2 * Dim.Symbol("a")) + 1).ToIndex(_ => a));
    }

    [Fact]
    public void Equal_after_expansion_is_equal()
    {
        var (a, b) = (Dim.Symbol("a"), Dim.Symbol("b"));
        Assert.Equal((a * a) + (2 * a * b) + (b * b), (a + b) * (a + b));
        Assert.Equal(a, Dim.FloorDiv(a * b, b));
        Assert.Equal(a + 1, Dim.FloorDiv((2 * a) + 3, 2));
        Assert.Equal(Dim.FloorDiv(a, 6), Dim.FloorDiv(Dim.FloorDiv(a, 2), 3));
        Assert.Equal((a + b).GetHashCode(), (b + a).GetHashCode());
        Assert.NotEqual(a, b);
    }

    [Fact]
    public void An_exact_quotient_is_given_only_if_it_is_known_to_be_exact()
    {
        var (a, b) = (Dim.Symbol("a"), Dim.Symbol("b"));
        Assert.Equal(3 * a, Dim.DivideExactly(12 * a * b, 4 * b));
        Assert.Null(Dim.DivideExactly(a, 2));
        Assert.Null(Dim.DivideExactly(a + 1, b));
    }

    [Fact]
    public void Chains_of_squares_and_of_quotients_are_refused_before_they_fill_the_memory()
    {
        Assert.Throws<OverflowException>(() =>
        {
            var x = Dim.Symbol("a") + 1;
            for (var i = 0; i < 64; i++)
            {
                x *= x;
            }
        });
        Assert.Throws<OverflowException>(() =>
        {
            var x = Dim.Symbol("a");
            for (var i = 0; i < 64; i++)
            {
                x = Dim.FloorDiv(x + 1, x + 2);
            }
        });
    }

    private static (Dim Dim, long Value) Expression(Random random, IReadOnlyDictionary<string, long> values, int depth)
    {
        if (depth == 0 || random.Next(5) == 0)
        {
            var name = Names[random.Next(Names.Length)];
            var number = random.Next(-3, 8);
            return random.Next(2) == 0 ? (Dim.Symbol(name), values[name]) : (number, number);
        }

        var (a, x) = Expression(random, values, depth - 1);
        var (b, y) = Expression(random, values, depth - 1);
        switch (random.Next(5))
        {
            case 0: return (a + b, x + y);
            case 1: return (a - b, x - y);
            case 2: return (a * b, x * y);
            default:
                // Symbols are sizes above 0: the divisor is a symbol or a constant.
                var (d, z) = Expression(random, values, 0);
                return z <= 0 ? (a, x) : random.Next(2) == 0 ? (Dim.FloorDiv(a, d), Floor(x, z)) : (Dim.CeilDiv(a, d), -Floor(-x, z));
        }
    }

    private static long Floor(long a, long b) => (long)Math.Floor((decimal)a / b);
}
