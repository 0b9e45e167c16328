using ActorSim.Frontend.Compiler.Ir;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class RowPaddingTests
{
    [Theory]
    [InlineData(64, 128)]
    [InlineData(100, 128)]
    [InlineData(128, 128)]
    [InlineData(130, 256)]
    [InlineData(63, 63)]
    [InlineData(1, 1)]
    public void Rows_are_padded_unless_they_would_more_than_double(long row, long expected) =>
        Assert.Equal(expected, RowPadding.Extent(row, 128));

    [Fact]
    public void Vectors_and_whole_rows_stay_dense()
    {
        Assert.Null(RowPadding.Of([100], 128));
        Assert.Null(RowPadding.Of([4, 256], 128));
        Assert.Null(RowPadding.Of([4, 100], 1));
    }

    [Fact]
    public void Elements_keep_their_column_and_rows_lie_a_padded_row_apart()
    {
        var padding = RowPadding.Of([4, 100], 128)!;
        for (long element = -250; element < 400; element++)
        {
            var row = (long)Math.Floor(element / 100.0);
            Assert.Equal(row * 128 + (element - row * 100), padding.Place(element));
        }

        Assert.Equal((256, 7), (padding.Step(200), padding.Step(7)));
    }
}
