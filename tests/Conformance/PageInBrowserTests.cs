using System.Text.RegularExpressions;
using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Conformance;

/// <summary>The page as a browser shows it: the document after its script has run.</summary>
public sealed partial class PageInBrowserTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [BrowserFact]
    public void Charts_have_points_and_nothing_is_logged()
    {
        var (page, log) = Show("");
        Assert.DoesNotContain("CONSOLE", log);
        Assert.Equal(4, Count(page, "<polyline [^>]*data-points=\"[1-9]"));
        Assert.Equal(2, Count(page, "<path class=\"point\" "));
        Assert.Equal(6, Count(page, "<div class=\"bar\">"));
        Assert.Matches("<canvas [^>]*data-cells=\"[1-9]", page);
        Assert.Contains("<dt>cycles</dt>", page);
    }

    [BrowserFact]
    public void The_table_is_sorted_by_the_column_in_the_address()
    {
        long[] Ends(string page) => Row().Matches(page[page.IndexOf("<tbody", StringComparison.Ordinal)..page.IndexOf("</tbody>", StringComparison.Ordinal)])
            .Select(m => long.Parse(m.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), null)).ToArray();
        var ascending = Ends(Show("#sort=endCycle,ascending").Page);
        var descending = Ends(Show("#sort=endCycle,descending").Page);
        Assert.Equal(2, ascending.Distinct().Count());
        Assert.Equal(ascending.Order(), ascending);
        Assert.Equal(ascending.Reverse(), descending);
    }

    [AxeFact]
    public void The_page_has_no_accessibility_violations_at_the_width_of_a_telephone()
    {
        Run();
        var judge = "<script>" + File.ReadAllText(AxeFactAttribute.Script) + "</script><script>axe.run().then(r => { document.body.dataset.violations = "
            + "r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')).join('; '); document.body.dataset.judged = r.passes.length; });</script>";
        File.WriteAllText(_folder["report.html"], File.ReadAllText(_folder["report.html"]).Replace("</body>", judge + "</body>", StringComparison.Ordinal));
        var (page, _) = Open("", "--window-size=390,844", "--virtual-time-budget=20000");
        Assert.Matches("data-judged=\"[1-9]", page);
        Assert.Equal("", Regex.Match(page, "data-violations=\"([^\"]*)\"").Groups[1].Value);
    }

    // Name, start, end: the third cell.
    [GeneratedRegex("<tr><td>[^<]*</td><td>[^<]*</td><td>([0-9,]+)</td>")]
    private static partial Regex Row();

    private static int Count(string page, string pattern) => Regex.Count(page, pattern);

    private (string Page, string Log) Show(string fragment)
    {
        Run();
        return Open(fragment);
    }

    private void Run()
    {
        var trace = _folder.SmallTrace();
        var run = CliRun.Of("run", trace, "--request", trace + "@5000", "--system", "oracle-hbm2", "--html", _folder["report.html"], "-q");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    private (string Page, string Log) Open(string fragment, params string[] more) =>
        Browser.Dump(new Uri(_folder["report.html"]).AbsoluteUri + fragment, _folder["profile"], more);
}
