using ActorSim.Tests.Laws;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Validation;
using Xunit;

namespace ActorSim.Tests.Unit;

/// <summary>What is allowed in a trace and warned of.</summary>
public sealed class TraceLintsTests
{
    [Fact]
    public void Less_stated_than_held() =>
        Assert.Contains("states 1 bytes of scratchpad, but may hold 192", Assert.Single(Warnings((t, a, y) =>
            t.Item(1).Load(a, 4).Vector(1, [a], [y]).Store(y, 2))));

    [Fact]
    public void Data_read_before_their_load_was_waited_for() =>
        Assert.Contains("record 1 reads buffer 0 without waiting for the load of record 0", Assert.Single(Warnings((t, a, y) =>
            t.Item(1024).Load(a, 4, slot: 0).Vector(1, [a], [y]).Store(y, 2))));

    [Fact]
    public void Data_that_nothing_reads() =>
        Assert.Contains("record 0 loads buffer 0, which nothing reads", Assert.Single(Warnings((t, a, y) =>
            t.Item(1024).Load(a, 4).Vector(1, [], [y]).Store(y, 2))));

    [Fact]
    public void Nothing_of_a_sound_work_item() => Assert.Empty(Warnings((t, a, y) =>
        t.Item(192).Load(a, 4, slot: 0).Barrier(0, a).Vector(1, [a], [y]).Store(y, 2)));

    [Fact]
    public void A_bounded_buffer_counts_as_often_as_it_may_be_held()
    {
        var footprint = new SpadFootprint();
        footprint.Add(new TraceBuffer(0, "a", 128, BufferRole.Load) { Versions = 2 });
        footprint.Add(new TraceBuffer(1, "y", 64, BufferRole.Scratch) { Versions = 1 });
        var builder = new WorkItemBuilder().Begin(0, 0);
        for (var n = 0; n < 5; n++)
        {
            builder.AddLoad(new(0, n * 128, [128], [1], 8), new(0, 0, false), [0]);
            builder.AddCompute(0, [], [0], [1]);
            builder.AddStore(new(0, n * 64, [64], [1], 8), new(0, 0), [1]);
        }

        Assert.Equal(2 * 128 + 64, footprint.Of(builder.Build()));
    }

    private static IReadOnlyList<string> Warnings(Action<MicroTrace, int, int> write)
    {
        var trace = new MicroTrace();
        write(trace, trace.Buffer(128), trace.Buffer(64));
        var lints = new TraceLints();
        using var reader = new TraceReader(new MemoryStream(trace.ToBytes()));
        while (reader.Read())
        {
            if (reader.Kind == TraceObjectKind.Buffer) lints.Buffer(reader.Buffer);
            if (reader.Kind == TraceObjectKind.WorkItem) lints.WorkItem(reader.TakeWorkItem());
        }

        return lints.Warnings;
    }
}
