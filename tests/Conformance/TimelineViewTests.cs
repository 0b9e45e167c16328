using System.Net;
using ActorSim.Cli.Timeline.Viewing;
using ActorSim.Tests.Unit.Cli;
using Xunit;

namespace ActorSim.Tests.Conformance;

/// <summary>The viewer: what it serves, and what a browser makes of it.</summary>
public sealed class TimelineViewTests : IDisposable
{
    private readonly CliFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("t.json")]
    [InlineData("t.json.gz")]
    public async Task It_serves_the_page_and_the_timeline_and_nothing_else(string name)
    {
        await Serving(name, async (server, client) =>
        {
            var page = await client.GetStringAsync("/");
            Assert.Contains("<canvas", page);
            Assert.DoesNotContain("http", page);
            Assert.StartsWith("{\"displayTimeUnit\"", await client.GetStringAsync("/timeline"));
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/../secret")).StatusCode);
        });
    }

    [BrowserFact]
    public async Task A_browser_draws_slices()
    {
        await Serving("t.json.gz", (server, _) =>
        {
            Assert.Matches("<canvas [^>]*data-drawn=\"[1-9]", Browser.Dump($"http://127.0.0.1:{server.Port}/", _folder["profile"], "--virtual-time-budget=5000").Page);
            return Task.CompletedTask;
        });
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var run = CliRun.Of("timeline", "view", _folder["missing.json"]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("missing.json: there is no such file", run.Error);
    }

    private async Task Serving(string name, Func<TimelineServer, HttpClient, Task> use)
    {
        Assert.Equal(0, CliRun.Of("run", _folder.SmallTrace(), "-q", "--timeline", _folder[name]).ExitCode);
        using var server = new TimelineServer(_folder[name], 0);
        using var stop = new CancellationTokenSource();
        var serving = Task.Run(() => server.Run(stop.Token));
        using (var client = new HttpClient(new HttpClientHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = new Uri($"http://127.0.0.1:{server.Port}") })
        {
            await use(server, client);
        }

        await stop.CancelAsync();
        await serving;
    }
}
