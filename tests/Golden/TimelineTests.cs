using System.Text.Json;
using ActorSim.Cli.Timeline;
using ActorSim.Kernel.Dispatch;
using ActorSim.Tests.Laws;
using ActorSim.Tests.Oracle;
using Xunit;

namespace ActorSim.Tests.Golden;

public sealed class TimelineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actorsim-timeline-");

    public void Dispose() => _folder.Delete(true);

    [Fact]
    public void Timeline_of_a_tiny_trace_is_the_approved_one() => Approve("tiny-timeline.json", Timeline(Tiny(), new OracleMachine()));

    [Fact]
    public void Log_of_a_tiny_trace_is_the_approved_one() => Approve("tiny-log.txt", Log(Tiny(), new OracleMachine(), LogLevel.All));

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Timeline_is_valid_json_and_no_slices_of_a_lane_overlap(int cores)
    {
        using var json = JsonDocument.Parse(Timeline(Fixture.Togsim("gemm1024_t512"), new OracleMachine { Cores = cores }));
        Assert.True(AssertNoOverlap(json) > 1000);
    }

    [Fact]
    public void Slices_of_generated_traces_do_not_overlap_and_what_was_in_flight_has_landed()
    {
        for (var seed = 1; seed <= 12; seed++)
        {
            var generated = GeneratedCases.Make(seed);
            using var json = JsonDocument.Parse(Timeline(generated.Trace, generated.Machine with { SpadKb = 16384, WeightDepth = 64 }));
            AssertNoOverlap(json);
            var last = new Dictionary<string, decimal>();
            foreach (var e in Events(json, "C").Where(e => e.GetProperty("name").GetString() != "scratchpad"))
            {
                last[$"{e.GetProperty("pid")} {e.GetProperty("name")}"] = e.GetProperty("args").EnumerateObject().Single().Value.GetDecimal();
            }

            Assert.All(last, c => Assert.Equal(0, c.Value));
        }
    }

    [Fact]
    public void Repeated_runs_write_the_same_bytes()
    {
        var trace = Fixture.Togsim("gemm256_t128");
        var machine = new OracleMachine { Cores = 2 };
        Assert.Equal(Timeline(trace, machine), Timeline(trace, machine));
        Assert.Equal(Log(trace, machine, LogLevel.All), Log(trace, machine, LogLevel.All));
    }

    [Theory]
    [InlineData(Synchronizers.Rounds, 1)]
    [InlineData(Synchronizers.Rounds, 4)]
    public void Parallel_runs_write_the_same_bytes_as_a_sequential_one(string synchronizer, int workers)
    {
        var trace = Fixture.Togsim("gemm1024_t512");
        var machine = new OracleMachine { Cores = 4 };
        Assert.Equal(Timeline(trace, machine), Timeline(trace, machine, Synchronizers.Create(synchronizer, workers)));
        Assert.Equal(Log(trace, machine, LogLevel.All), Log(trace, machine, LogLevel.All, Synchronizers.Create(synchronizer, workers)));
    }

    [Fact]
    public void Log_names_the_references_cycles_in_order()
    {
        var lines = Log(Fixture.Togsim("gemm256_t128"), new OracleMachine { Cores = 2 }, LogLevel.Instructions)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var cycles = lines.Select(l => long.Parse(l.AsSpan(0, 10), System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(cycles.Order(), cycles);
        var issued = Fixture.GzipLines(Fixture.PathOf("togsim", "log_gemm256_t128_simple_c2.csv.gz"))
            .Count(l => l.Contains("INST_ISSUED", StringComparison.Ordinal));
        Assert.Equal(issued, lines.Count(l => l.Contains(" issued ", StringComparison.Ordinal)));
    }

    [Fact]
    public void Level_items_names_work_items_only()
    {
        var lines = Log(Tiny(), new OracleMachine(), LogLevel.Items).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["scheduled", "retired"], lines.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]));
    }

    [Fact]
    public void Timeline_that_is_not_completed_leaves_no_file()
    {
        using (var timeline = new TimelineWriter(Path.Combine(_folder.FullName, "t.json"), new OracleMachine().ToSpec()))
        {
            OracleRun.Of(Tiny(), new OracleMachine(), timeline.Listener);
        }

        Assert.Empty(_folder.GetFiles());
    }

    [RegenerateFact]
    public void Write_the_approved_files()
    {
        Save("tiny-timeline.json", Timeline(Tiny(), new OracleMachine()));
        Save("tiny-log.txt", Log(Tiny(), new OracleMachine(), LogLevel.All));
    }

    private static IEnumerable<JsonElement> Events(JsonDocument json, string phase) =>
        json.RootElement.GetProperty("traceEvents").EnumerateArray().Where(e => e.GetProperty("ph").GetString() == phase);

    private static int AssertNoOverlap(JsonDocument json)
    {
        var slices = Events(json, "X").Select(e => (
            Lane: (e.GetProperty("pid").GetInt32(), e.GetProperty("tid").GetInt32()),
            From: e.GetProperty("ts").GetDecimal(),
            To: e.GetProperty("ts").GetDecimal() + e.GetProperty("dur").GetDecimal())).ToArray();
        foreach (var lane in slices.GroupBy(s => s.Lane))
        {
            var sorted = lane.OrderBy(s => s.From).ToArray();
            Assert.All(sorted.Zip(sorted.Skip(1)), p => Assert.True(p.First.To <= p.Second.From, $"{lane.Key}: {p.First} and {p.Second}"));
        }

        return slices.Length;
    }

    private static byte[] Tiny()
    {
        var t = new MicroTrace();
        var (a, acc, w) = (t.Buffer(640), t.Buffer(64), t.Weights());
        t.Item(704).Vector(5, [], [acc]).Load(a, 20, slot: 0).Barrier(0, a);
        t.Preload(w, 8, a).Matmul(w, acc, 40, 10, a).Matmul(w, acc, 40, 10, a).Store(acc, 2);
        return t.ToBytes();
    }

    private static string Log(byte[] trace, OracleMachine machine, LogLevel level, ISynchronizer? synchronizer = null)
    {
        var text = new StringWriter();
        using var log = new InstructionLog(text, level, machine.ToSpec());
        log.Complete(OracleRun.Of(trace, machine, log.Listener, synchronizer).Cycles);
        return text.ToString();
    }

    private static void Approve(string name, string text) => Assert.Equal(File.ReadAllText(Fixture.PathOf("timeline", name)), text);

    private static void Save(string name, string text) =>
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Repository.Root, "tests", "Fixtures", "timeline")).FullName, name), text);

    private string Timeline(byte[] trace, OracleMachine machine, ISynchronizer? synchronizer = null)
    {
        var path = Path.Combine(_folder.FullName, "timeline.json");
        using (var timeline = new TimelineWriter(path, machine.ToSpec()))
        {
            timeline.Complete(OracleRun.Of(trace, machine, timeline.Listener, synchronizer).Cycles);
        }

        return File.ReadAllText(path);
    }
}
