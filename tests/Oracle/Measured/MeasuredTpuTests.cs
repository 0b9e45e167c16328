using Xunit;
using Xunit.Abstractions;

namespace ActorSim.Tests.Oracle.Measured;

/// <summary>How far the model of a TPUv3 core is from a real one.</summary>
public sealed class MeasuredTpuTests(ITestOutputHelper output)
{
    // The bound of the project is 15 %; these are what is reached, rounded up.
    private const double BoundOfAll = 12;
    private const double BoundOfQuick = 10;

    private static readonly string[] Slow = ["conv_64x56x56x64x64x3x1x1"];

    [Fact]
    public void Mean_error_of_quick_kernels_stays_where_it_is_and_the_document_has_them()
    {
        var results = Results(MeasuredSection.Rows.Where(r => !r.IsNetwork && !Slow.Contains(r.Workload)));
        Assert.InRange(MeasuredResult.MeanAbsolutePercent(results), 0, BoundOfQuick);
        var document = File.ReadAllText(MeasuredSection.Document);
        Assert.All(results, r => Assert.Contains(MeasuredSection.Line(r), document, StringComparison.Ordinal));
    }

    [NightlyFact]
    public void Mean_error_of_all_rows_stays_where_it_is_and_the_document_has_them()
    {
        var results = Results(MeasuredSection.Rows);
        Assert.InRange(MeasuredResult.MeanAbsolutePercent(results), 0, BoundOfAll);
        Assert.Equal(MeasuredSection.Replaced(Document(), results), Document());
    }

    [RegenerateFact]
    public void Rewrite_the_section() => File.WriteAllText(MeasuredSection.Document, MeasuredSection.Replaced(Document(), Results(MeasuredSection.Rows)));

    [RowsFact]
    public void Print_the_table_of_given_rows()
    {
        var results = Results(MeasuredRow.Read(RowsFactAttribute.File!));
        foreach (var result in results) output.WriteLine(MeasuredSection.Line(result));
        output.WriteLine($"| mean absolute | | | {MeasuredResult.MeanAbsolutePercent(results):0.0} % |");
    }

    private static string Document() => File.ReadAllText(MeasuredSection.Document);

    private static List<MeasuredResult> Results(IEnumerable<MeasuredRow> rows) => [.. rows.Select(MeasuredResult.Of)];
}
