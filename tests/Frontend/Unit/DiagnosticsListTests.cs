using System.Reflection;
using ActorSim.Frontend.Diagnostics;
using ActorSim.Frontend.Tests.Conformance;
using Xunit;

namespace ActorSim.Frontend.Tests.Unit;

public sealed class DiagnosticsListTests
{
    private static readonly DiagnosticCode[] Codes =
    [
        .. Directory.EnumerateFiles(AppContext.BaseDirectory, "ActorSim.Frontend.*.dll").Order(StringComparer.Ordinal)
            .Select(f => Path.GetFileNameWithoutExtension(f)).Where(n => !n.EndsWith(".Tests", StringComparison.Ordinal))
            .SelectMany(n => Assembly.Load(n).GetTypes())
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(f => f.FieldType == typeof(DiagnosticCode)).Select(f => (DiagnosticCode)f.GetValue(null)!).OrderBy(c => c.Id, StringComparer.Ordinal),
    ];

    [Fact]
    public void Every_code_is_listed_in_the_document_and_nothing_else()
    {
        var listed = File.ReadLines(Path.Combine(RepositoryFolder.Root(), "docs", "diagnostics.md")).Where(l => l.StartsWith("| SIM", StringComparison.Ordinal)).ToArray();
        var wanted = Codes.Select(c => $"| {c.Id} | {c.Title} |").Distinct().ToArray();
        var add = wanted.Except(listed).ToArray();
        var remove = listed.Except(wanted).ToArray();
        Assert.True(add.Length + remove.Length == 0,
            $"docs/diagnostics.md: add the lines\n{string.Join('\n', add)}\nremove the lines\n{string.Join('\n', remove)}");
        Assert.Equal(listed.Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public void A_code_has_one_meaning() =>
        Assert.Empty(Codes.DistinctBy(c => (c.Id, c.Title)).GroupBy(c => c.Id).Where(g => g.Count() > 1).Select(g => g.Key));
}
