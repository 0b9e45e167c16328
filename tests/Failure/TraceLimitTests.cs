using ActorSim.Tests.Unit;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using Xunit;

namespace ActorSim.Tests.Failure;

/// <summary>Every limit: at it a trace reads, one beyond it is refused by name.</summary>
public class TraceLimitTests
{
    [Fact]
    public void Strings_have_a_limit() => AtTheLimit(
        Trace(new string('x', 100), 1, 1), n => new TraceLimits { StringBytes = n }, 100, "producer is longer than 99 bytes");

    [Fact]
    public void Lists_have_a_limit() =>
        AtTheLimit(Trace("p", 50, 1), n => new TraceLimits { ListLength = n }, 50, "reads has 50 elements; the limit is 49");

    [Fact]
    public void Work_items_have_a_limit() =>
        AtTheLimit(Trace("p", 1, 70), n => new TraceLimits { RecordsPerWorkItem = n }, 70, "work-item has 70 records; the limit is 69");

    [Fact]
    public void Objects_have_a_limit()
    {
        byte[] trace = TraceSamples.Write(sink =>
        {
            RawMessagePack text = RawMessagePack.From(new string('x', 1_000_000));
            sink.Header(new TraceHeader("p", "n", [new("long", text)]));
            sink.Complete();
        });
        TraceSamples.ReadAll(trace, new TraceReaderOptions { Limits = new TraceLimits { ObjectBytes = 2_000_000 } });
        var refusal = Assert.Throws<TraceException>(
            () => TraceSamples.ReadAll(trace, new TraceReaderOptions { Limits = new TraceLimits { ObjectBytes = 200_000 } }));
        Assert.Contains("object is larger than 200000 bytes", refusal.Message);
        Assert.Equal((0L, 0L), (refusal.ObjectIndex, refusal.ByteOffset));
    }

    private static void AtTheLimit(byte[] trace, Func<int, TraceLimits> limits, int limit, string message)
    {
        TraceSamples.ReadAll(trace, new TraceReaderOptions { Limits = limits(limit) });
        var refusal = Assert.Throws<TraceException>(
            () => TraceSamples.ReadAll(trace, new TraceReaderOptions { Limits = limits(limit - 1) }));
        Assert.Contains(message, refusal.Message);
    }

    private static byte[] Trace(string producer, int reads, int records) => TraceSamples.Write(sink =>
    {
        sink.Header(new TraceHeader(producer, "n"));
        sink.Buffer(new TraceBuffer(0, "b", 0, BufferRole.Scratch));
        sink.TileCost(new TileCost(0, "t", ComputeUnit.Vector, 1, 0));
        sink.BeginKernel(new TraceKernel(0, "k", [], 0));
        var w = new WorkItemBuilder().Begin(0, 0);
        for (int i = 0; i < records; i++)
            w.AddCompute(0, [], new int[reads], []);
        sink.WorkItem(w.Build());
        sink.EndKernel(0);
        sink.Complete();
    });
}
