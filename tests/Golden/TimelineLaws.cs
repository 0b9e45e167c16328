using System.Text.Json;
using ActorSim.Actors.Core;
using ActorSim.Cli.Timeline;
using ActorSim.Tests.Laws;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Golden;

/// <summary>What a picture of a run must not say: the statistics of the same run are the judge.</summary>
public sealed class TimelineLaws : IDisposable
{
    private const int Seeds = 12;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorsim-timeline-laws-");

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public void Slices_of_a_unit_sum_to_its_busy_cycles()
    {
        foreach (var (file, run) in Runs())
        {
            foreach (var core in run.Machine.Cores)
            {
                Assert.Equal(core.VectorUnit.Stats.BusyCycles, Sum(file, core.Core.Core, "vector unit"));
                Assert.Equal(core.CrossLaneUnit.Stats.BusyCycles, Sum(file, core.Core.Core, "cross-lane unit"));
                for (var a = 0; a < core.Arrays.Count; a++)
                {
                    Assert.Equal(core.Arrays[a].Stats.BusyCycles, Sum(file, core.Core.Core, $"array {a}"));
                }
            }
        }
    }

    [Fact]
    public void Stall_slices_sum_to_the_stalls_of_the_report()
    {
        foreach (var (file, run) in Runs())
        {
            foreach (var core in run.Machine.Cores)
            {
                var stalls = Enum.GetValues<StallCause>().Sum(core.Core.Stats.StallCycles);
                // What a core waits for its very first work-item is in no slice.
                var first = file.Slices.Where(s => file.TrackOf(s).Process == $"core {core.Core.Core}").Select(s => s.From).DefaultIfEmpty(run.Cycles).Min();
                Assert.InRange(Sum(file, core.Core.Core, "issue stalls"), stalls - first, stalls);
            }
        }
    }

    [Fact]
    public void A_write_begins_at_its_issue_and_does_not_last_to_its_acknowledgement()
    {
        var trace = new MicroTrace();
        var acc = trace.Buffer(64);
        trace.Item(64).Vector(5, [], [acc]).Store(acc, 2);
        var (file, run) = Run(trace.ToBytes(), new OracleMachine());
        var write = Assert.Single(file.Slices, s => s.Category == "write");
        var issue = file.Slices.Single(s => s.Category == "vector").To + 1;
        Assert.Equal((issue, issue + 1), (write.From, write.To));
        Assert.True(run.Cycles > write.To + 50);
    }

    [Fact]
    public void Arrows_lead_forward_from_loads_to_computes_to_stores()
    {
        var kinds = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (file, _) in Runs())
        {
            foreach (var (from, to) in file.Arrows())
            {
                Assert.True(from.To <= to.From, $"{from} after {to}");
                kinds.Add($"{Kind(from.Category)} to {Kind(to.Category)}");
            }
        }

        Assert.Superset(new SortedSet<string>(["compute to compute", "compute to write", "read to compute"], StringComparer.Ordinal), kinds);
        Assert.DoesNotContain(kinds, k => k.EndsWith("to read", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_kernel_is_a_slice_that_holds_its_work_items()
    {
        foreach (var (file, _) in Runs())
        {
            var layers = file.Slices.Where(s => s.Category == "layer").ToArray();
            var items = file.Slices.Where(s => s.Category == "work-item").ToArray();
            Assert.NotEmpty(layers);
            Assert.Equal((items.Min(i => i.From), items.Max(i => i.To)), (layers.Min(l => l.From), layers.Max(l => l.To)));
            Assert.All(items, i => Assert.Contains(layers, l => i.Name.StartsWith(l.Name + ",", StringComparison.Ordinal) && l.From <= i.From && i.To <= l.To));
        }
    }

    private static string Kind(string category) => category is "read" or "write" ? category : "compute";

    private static long Sum(TimelineFile file, int core, string track) =>
        file.Slices.Where(s => file.TrackOf(s) == ($"core {core}", track)).Sum(s => s.To - s.From);

    private IEnumerable<(TimelineFile File, OracleRun Run)> Runs()
    {
        yield return Run(Fixture.Togsim("gemm256_t128"), new OracleMachine { Cores = 2 });
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var generated = GeneratedCases.Make(seed);
            yield return Run(generated.Trace, generated.Machine with { SpadKb = 16384, WeightDepth = 64 });
        }
    }

    private (TimelineFile File, OracleRun Run) Run(byte[] trace, OracleMachine machine)
    {
        var path = Path.Combine(_folder.FullName, "timeline.json");
        using var timeline = new TimelineWriter(path, machine.ToSpec());
        var run = OracleRun.Of(trace, machine, timeline.Listener);
        timeline.Complete(run.Cycles);
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return (TimelineFile.Read(json), run);
    }
}
