using ActorSim.Tests.Unit;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using Xunit;

namespace ActorSim.Tests.Oracle;

public class RandomTraceTests
{
    [Fact]
    public void Random_traces_are_valid_small_and_together_use_everything()
    {
        var totals = new CountingSink();
        long matmuls = 0;
        for (int seed = 0; seed < 300; seed++)
        {
            var generator = new RandomTraceGenerator(seed);
            byte[] trace = TraceSamples.Write(generator.Emit);
            using TraceReader reader = TraceSamples.Read(trace);
            TraceInfo info = TraceInfo.Of(reader, 32);
            Assert.InRange(info.Requests, 0, 2000);
            Assert.InRange(info.Counts.WorkItems, 1, 6);
            Assert.InRange(info.Counts.Records, 1, 60 * info.Counts.WorkItems);
            matmuls += info.Work[(int)ComputeUnit.Matmul].Operations;
            generator.Emit(totals);
        }
        Assert.True(matmuls > 1000 && totals.Loads > 1000 && totals.Stores > 500 && totals.Barriers > 1000);
    }

    [Fact]
    public void Seed_decides_the_trace()
    {
        Assert.Equal(TraceSamples.Write(new RandomTraceGenerator(3).Emit), TraceSamples.Write(new RandomTraceGenerator(3).Emit));
        Assert.NotEqual(TraceSamples.Write(new RandomTraceGenerator(3).Emit), TraceSamples.Write(new RandomTraceGenerator(4).Emit));
    }

    /// <summary>The sizes that the reference model derives are those of the buffer table: both charge the same scratchpad.</summary>
    [Fact]
    public void Recorded_form_implies_the_same_buffer_sizes_and_footprints()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            var generator = new RandomTraceGenerator(seed);
            var recorded = new MemoryStream();
            using (var exporter = new RecordedStreamExporter(recorded))
                generator.Emit(exporter);
            byte[] imported = TraceSamples.Write(
                sink => RecordedStreamImporter.Import(() => new MemoryStream(recorded.ToArray()), "random", sink));
            Assert.Equal(Sizes(TraceSamples.Write(generator.Emit), imported), Sizes(imported, imported));
        }
    }

    /// <summary>Buffers that occur in <paramref name="occurring"/>, and footprints.</summary>
    private static List<string> Sizes(byte[] trace, byte[] occurring)
    {
        var known = new HashSet<int>();
        using (TraceReader reader = TraceSamples.Read(occurring))
        {
            while (reader.Read())
            {
                if (reader.Kind == TraceObjectKind.Buffer)
                    known.Add(reader.Buffer.Id);
            }
        }
        var found = new List<string>();
        using TraceReader again = TraceSamples.Read(trace);
        while (again.Read())
        {
            if (again.Kind == TraceObjectKind.Buffer && known.Contains(again.Buffer.Id))
                found.Add($"buffer {again.Buffer.Id} {again.Buffer.Bytes}");
            if (again.Kind == TraceObjectKind.WorkItem)
                found.Add($"item {again.WorkItem.Index} {again.WorkItem.SpadBytes}");
        }
        return found;
    }
}
