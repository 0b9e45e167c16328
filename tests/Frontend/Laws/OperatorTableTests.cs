using System.Text.RegularExpressions;
using ActorSim.Frontend.Compiler.Operators;
using ActorSim.Frontend.Onnx.Operators;
using ActorSim.Frontend.Tests.Conformance;
using Xunit;

namespace ActorSim.Frontend.Tests.Laws;

/// <summary>An operator is one row and at most one lowering, and nothing else names it but the passes that look for it.</summary>
public sealed partial class OperatorTableTests
{
    // Operators that read alike but for a word: they ask which of them they are. Recurrent operators name the functions of their gates.
    private static readonly string[] AskedFor = ["Adam", "Dropout", "Upsample", "Sigmoid", "Tanh"];

    [Fact]
    public void Every_lowering_has_one_row_and_every_row_at_most_one_lowering()
    {
        var lowered = OperatorLowerings.All().Select(l => l.Operator).ToArray();
        Assert.Equal(lowered.Distinct(), lowered);
        Assert.All(lowered, name => Assert.Single(OperatorTable.Rows, r => r.Name == name && r.Domain != InternalOperators.Domain));
        Assert.Equal(
            OperatorTable.Rows.Where(r => r.Domain == InternalOperators.Domain).Select(r => r.Name),
            FusedOperators.All().Select(l => l.Operator).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_is_free_is_not_lowered_and_what_shares_kernels_says_how() => Assert.All(OperatorTable.Rows, row =>
    {
        var lowering = OperatorLowerings.All().Concat(FusedOperators.All()).SingleOrDefault(l => l.Operator == row.Name);
        Assert.False(row.IsFree && lowering is not null, row.Name);
        Assert.False(row.IsPointwise && lowering?.Body is null, row.Name);
    });

    [Fact]
    public void A_default_stands_once_in_a_row_and_its_sets_are_in_order() => Assert.All(OperatorTable.Rows, row =>
    {
        Assert.Equal(row.Defaults.DistinctBy(d => d.Name), row.Defaults);
        Assert.True(row.Since >= 1 && row.Required >= 0, row.Name);
        Assert.True(row.RequiredFrom is not { } later || later.Opset > row.Since && later.Required > row.Required, row.Name);
    });

    [Theory]
    [InlineData("src/Frontend/Onnx/Operators")]
    [InlineData("src/Frontend/Compiler/Operators")]
    public void An_operator_is_named_once_in_a_folder(string folder)
    {
        var named = Directory.EnumerateFiles(Path.Combine(RepositoryFolder.Root(), folder), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Literals().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .CountBy(n => n).ToDictionary();
        var names = OperatorTable.Rows.Select(r => r.Name).Except(AskedFor).Where(n => named.GetValueOrDefault(n) > 1);
        Assert.Empty(names);
    }

    [GeneratedRegex("(?<!name=)\"([A-Za-z0-9]+)\"")]
    private static partial Regex Literals();
}
