using System.Globalization;
using System.Text.Json;
using ActorSim.Cli.Errors;
using ActorSim.Cli.Timeline;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Golden;

/// <summary>The timeline of a window is what of the whole timeline overlaps it.</summary>
public sealed class TimelineWindowTests : IDisposable
{
    private const int Seeds = 8;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorsim-window-");

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public void Windows_of_generated_traces_hold_what_of_the_whole_timeline_overlaps_them()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var generated = GeneratedCases.Make(seed);
            Judge(generated.Trace, generated.Machine with { SpadKb = 16384, WeightDepth = 64 }, new Random(seed));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Windows_of_a_product_hold_what_of_the_whole_timeline_overlaps_them(int cores) =>
        Judge(Fixture.Togsim("gemm256_t128"), new OracleMachine { Cores = cores }, new Random(cores));

    [Theory]
    [InlineData("0..1", 0, 1)]
    [InlineData("5..", 5, long.MaxValue)]
    [InlineData("..7", 0, 7)]
    [InlineData("..", 0, long.MaxValue)]
    [InlineData("9223372036854775806..9223372036854775807", long.MaxValue - 1, long.MaxValue)]
    public void A_window_is_read(string text, long from, long to) => Assert.Equal(new TimelineWindow(from, to), TimelineWindow.Parse(text));

    [Theory]
    [InlineData("", "is no window")]
    [InlineData("5", "is no window")]
    [InlineData("5-7", "is no window")]
    [InlineData("7..7", "holds no cycle")]
    [InlineData("7..5", "holds no cycle")]
    [InlineData("..0", "holds no cycle")]
    [InlineData("-1..5", "'-1' is no cycle")]
    [InlineData("1...5", "'.5' is no cycle")]
    [InlineData("1e3..5", "'1e3' is no cycle")]
    [InlineData("0..9223372036854775808", "'9223372036854775808' is no cycle")]
    public void Anything_else_is_refused(string text, string problem)
    {
        var refusal = Assert.Throws<InputException>(() => TimelineWindow.Parse(text));
        Assert.StartsWith($"--timeline-window {text}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    private void Judge(byte[] trace, OracleMachine machine, Random random)
    {
        var whole = Timeline(trace, machine, null, out var cycles);
        using var json = JsonDocument.Parse(whole);
        for (var n = 0; n < 12; n++)
        {
            var from = random.NextInt64(cycles + 1);
            var window = n < 2 ? new TimelineWindow(n * from, long.MaxValue) : new TimelineWindow(from, from + 1 + random.NextInt64(cycles));
            using var part = JsonDocument.Parse(Timeline(trace, machine, window, out _));
            Assert.Equal(Slices(json, window), Slices(part, TimelineWindow.All));
            Assert.Equal(Counters(json, window, machine.ToSpec().CoreHz), Counters(part, TimelineWindow.All, machine.ToSpec().CoreHz));
        }
    }

    // Lanes of what overlaps are shared out anew: which of them something is on does not matter.
    private static List<string> Slices(JsonDocument json, TimelineWindow window)
    {
        var slices = new List<string>();
        foreach (var e in Events(json).Where(e => e.GetProperty("ph").GetString() is "X" or "i"))
        {
            var args = e.GetProperty("args");
            if (window.Shows(args.GetProperty("from cycle").GetInt64(), args.GetProperty("to cycle").GetInt64()))
            {
                slices.Add($"{e.GetProperty("pid")} {e.GetProperty("cat")} {e.GetProperty("name")} {e.GetProperty("ts")} {args}");
            }
        }

        slices.Sort(StringComparer.Ordinal);
        return slices;
    }

    private static List<string> Counters(JsonDocument json, TimelineWindow window, long hz)
    {
        var lines = new List<string>();
        foreach (var counter in Events(json).Where(e => e.GetProperty("ph").GetString() == "C")
            .GroupBy(e => $"{e.GetProperty("pid")} {e.GetProperty("name")}").OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var values = counter.Select(e => (At: e.GetProperty("ts").GetDecimal(), Value: ValueOf(e))).ToList();
            var (from, to) = (At(window.From, hz), window.To == long.MaxValue ? decimal.MaxValue : At(window.To, hz));
            var before = values.FindLastIndex(v => v.At < from);
            var shown = values.Where(v => v.At >= from && v.At < to).ToList();
            if (before >= 0 && !values.Exists(v => v.At == from))
            {
                shown.Insert(0, (from, values[before].Value));
            }

            // A counter that begins with nothing says nothing.
            lines.AddRange(shown.SkipWhile(v => v.Value == 0).Select(v => string.Create(CultureInfo.InvariantCulture, $"{counter.Key} {v.At:0.######} {v.Value:0.######}")));
        }

        return lines;
    }

    private static decimal ValueOf(JsonElement counter) => counter.GetProperty("args").EnumerateObject().Single().Value.GetDecimal();

    private static decimal At(long cycle, long hz) => Math.Floor(cycle * 1_000_000_000_000m / hz) / 1_000_000m;

    private static IEnumerable<JsonElement> Events(JsonDocument json) => json.RootElement.GetProperty("traceEvents").EnumerateArray();

    private byte[] Timeline(byte[] trace, OracleMachine machine, TimelineWindow? window, out long cycles)
    {
        var path = Path.Combine(_folder.FullName, "timeline.json");
        using (var timeline = new TimelineWriter(path, machine.ToSpec(), window))
        {
            cycles = OracleRun.Of(trace, machine, timeline.Listener).Cycles;
            timeline.Complete(cycles);
        }

        return File.ReadAllBytes(path);
    }
}
