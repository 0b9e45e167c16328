using ActorSim.Tests.Unit;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using Xunit;

namespace ActorSim.Tests.Golden;

/// <summary>The bytes of version 1 are frozen: tests/Fixtures/trace-v1.msgpack stays readable and is what we write today.</summary>
public class TraceFormatV1Tests
{
    private static byte[] Frozen => File.ReadAllBytes(Fixture("trace-v1.msgpack"));

    [Fact]
    public void Frozen_trace_is_valid() => Assert.True(TraceValidator.Check(Fixture("trace-v1.msgpack")).IsValid);

    [Fact]
    public void Frozen_trace_reads_as_its_approved_dump() =>
        Assert.Equal(File.ReadAllText(Fixture("trace-v1.jsonl")), System.Text.Encoding.UTF8.GetString(TraceSamples.Dump(Frozen)));

    [Fact]
    public void Writer_makes_the_frozen_bytes() => Assert.Equal(Frozen, TraceSamples.Everything());

    [Fact]
    public void Approved_dump_loads_to_the_frozen_bytes()
    {
        using Stream dump = File.OpenRead(Fixture("trace-v1.jsonl"));
        Assert.Equal(Frozen, TraceSamples.Write(sink => JsonLinesLoader.Load(dump, "trace-v1.jsonl", sink)));
    }

    /// <summary>The two lines that the format's specification gives as examples, as bytes.</summary>
    [Fact]
    public void Examples_of_the_specification_are_encoded_as_written()
    {
        byte[] trace = TraceSamples.Write(Example);
        byte[] cost = [0x96, 3, 2, 0xa6, .. "matmul"u8, 1, 0xcd, 0x01, 0x80, 0xcd, 0x01, 0x00];
        byte[] item =
        [
            0x97, 5, 0, 7, 0x92, 1, 3, 0xce, 0x00, 0x06, 0x00, 0x00, 0x90, 0x92,
            0x9d, 0, 0, 1, 0xce, 0x00, 0x01, 0x00, 0x00, 0x92, 0xcc, 128, 0xcc, 128, 0x92, 0xcd, 0x01, 0x00, 1,
            32, 0xc3, 0, 2, 0x90, 0x91, 0, 0x80,
            0x94, 2, 0, 2, 0x91, 0,
        ];
        Assert.True(trace.AsSpan().IndexOf(cost) > 0);
        Assert.True(trace.AsSpan().IndexOf(item) > 0);
    }

    private static void Example(ITraceSink sink)
    {
        sink.Header(new TraceHeader("tests", "example"));
        sink.Tensor(new TraceTensor(1, "A", "f32", [512, 256], 0, 512 * 256 * 4));
        sink.Buffer(new TraceBuffer(0, "a", 65536, BufferRole.Load));
        sink.TileCost(new TileCost(2, "matmul", ComputeUnit.Matmul, 384, 256));
        sink.BeginKernel(new TraceKernel(0, "k", [], 0));
        var w = new WorkItemBuilder();
        for (int i = 0; i < 7; i++)
            sink.WorkItem(w.Begin(0, i).Build());
        w.Begin(0, 7, [1, 3], 393216);
        w.AddLoad(new(1, 65536, [128, 128], [256, 1], 32), new(0, 2, true), [0]);
        w.AddBarrier(0, 2, [0]);
        sink.WorkItem(w.Build());
        sink.EndKernel(0);
        sink.Complete();
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);
}
