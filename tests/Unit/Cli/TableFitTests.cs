using ActorSim.Cli.Output;
using Xunit;

namespace ActorSim.Tests.Unit.Cli;

public sealed class TableFitTests
{
    private const int Width = 80;

    [Fact]
    public void What_fits_stays_as_it_is()
    {
        var table = Table(rows: 3, columns: 4);
        Assert.Same(table, TableFit.To(table, Width));
    }

    [Fact]
    public void A_row_that_is_too_long_stands_upright()
    {
        var fit = TableFit.To(Table(rows: 1, columns: 20), Width);
        Assert.Equal(["name", "row 0"], fit.Columns);
        Assert.Equal(["column 7", "0.7"], fit.Rows[6]);
        Assert.Null(fit.Note);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    public void Many_rows_keep_as_many_columns_as_fit_and_say_what_is_left_out(int width)
    {
        var table = Table(rows: 40, columns: 20) with { Least = ["column 2", "column 5"] };
        var fit = TableFit.To(table, width);
        Assert.InRange(TableFit.Width(fit), width - 15, width);
        Assert.Equal(40, fit.Rows.Count);
        Assert.DoesNotContain("column 2", fit.Columns);
        Assert.Contains("column 1", fit.Columns);
        Assert.Equal("0.1", fit.Rows[0][1]);
        Assert.All(table.Columns.Except(fit.Columns), c => Assert.Contains(c, fit.Note));
    }

    [Fact]
    public void Long_names_keep_their_ends()
    {
        var table = Table(rows: 40, columns: 8);
        table.Rows[0][0] = new string('x', 60) + "/weights";
        Assert.EndsWith("/weights", TableFit.To(table, Width).Rows[0][0], StringComparison.Ordinal);
        Assert.InRange(TableFit.Width(TableFit.To(table, Width)), 1, Width);
    }

    private static ReportTable Table(int rows, int columns) => new("Title",
        ["name", .. Enumerable.Range(1, columns).Select(c => $"column {c}")],
        [.. Enumerable.Range(0, rows).Select(r => (string[])[$"row {r}", .. Enumerable.Range(1, columns).Select(c => $"{r}.{c}")])]);
}
