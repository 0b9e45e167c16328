using ActorSim.Frontend.Compiler.Ir.Index;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class IndexExprTests
{
    private static readonly IndexVar N = IndexVar.Size("N");
    private static readonly IndexVar M = IndexVar.Size("M");
    private static readonly IndexVar I = IndexVar.Loop("i", 6);
    private static readonly IndexVar J = IndexVar.Loop("j", 4);

    [Fact]
    public void Equal_sums_are_equal_whatever_their_order() =>
        Assert.Equal((IndexExpr)I * 4 + J + 3, (IndexExpr)J + 3 + (IndexExpr)4 * I);

    [Fact]
    public void A_term_that_the_divisor_divides_leaves_the_division() =>
        Assert.Equal((IndexExpr)I, IndexExpr.FloorDiv((IndexExpr)I * 4 + J, 4));

    [Fact]
    public void The_remainder_of_a_flattened_index_is_its_inner_digit() =>
        Assert.Equal((IndexExpr)J, IndexExpr.Mod((IndexExpr)I * 4 + J, 4));

    [Fact]
    public void A_flattened_index_of_symbolic_extent_splits_too()
    {
        var inner = IndexVar.Loop("k", N);
        Assert.Equal((IndexExpr)I, IndexExpr.FloorDiv((IndexExpr)I * N + inner, N));
        Assert.Equal((IndexExpr)inner, IndexExpr.Mod((IndexExpr)I * N + inner, N));
    }

    [Fact]
    public void A_product_is_divisible_by_its_symbolic_factor()
    {
        Assert.True(IndexExpr.Divides(N, (IndexExpr)M * N));
        Assert.False(IndexExpr.Divides(N, (IndexExpr)M * N + 1));
    }

    [Fact]
    public void A_misaligned_division_stays() =>
        Assert.Equal("floordiv(3*i + j, 4)", IndexExpr.FloorDiv((IndexExpr)I * 3 + J, 4).ToString());

    [Fact]
    public void Division_agrees_with_evaluation_for_random_expressions()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 2000; trial++)
        {
            var value = (IndexExpr)I * random.Next(-9, 9) + (IndexExpr)J * random.Next(-9, 9)
                + (IndexExpr)N * random.Next(-3, 3) + random.Next(-9, 9);
            var by = random.Next(1, 8);
            var (i, j, n) = (random.Next(6), random.Next(4), random.Next(1, 50));
            long Value(IndexVar v) => v == I ? i : v == J ? j : n;
            var number = value.Evaluate(Value);
            var floor = (long)Math.Floor((double)number / by);
            Assert.Equal(floor, IndexExpr.FloorDiv(value, by).Evaluate(Value));
            Assert.Equal(number - by * floor, IndexExpr.Mod(value, by).Evaluate(Value));
            Assert.True(value.Range.Contains(number));
            Assert.Equal(Math.Min(number, 7), IndexExpr.Min(value, 7).Evaluate(Value));
        }
    }
}
