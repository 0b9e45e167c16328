using System.IO.Compression;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using Xunit;

namespace ActorSim.Tests.Unit;

public class TraceReaderTests
{
    [Fact]
    public void Objects_come_in_order_with_their_fields()
    {
        using TraceReader reader = TraceSamples.Read(TraceSamples.Everything());
        var kinds = new List<TraceObjectKind>();
        while (reader.Read())
        {
            kinds.Add(reader.Kind);
            if (reader.Kind == TraceObjectKind.Tensor && reader.Tensor.Id == 7)
                Assert.Equal(("Ÿ", 1L << 20, 4096L), (reader.Tensor.Name, reader.Tensor.BaseAddress, reader.Tensor.Bytes));
            if (reader.Kind == TraceObjectKind.KernelBegin && reader.Kernel.Id == 4)
                Assert.Equal((3, 0), (reader.Kernel.Partition, Assert.Single(reader.Kernel.DependsOn)));
            if (reader.Kind == TraceObjectKind.WorkItem && reader.WorkItem.Index == 0)
                CheckFirstItem(reader.WorkItem);
        }
        Assert.Equal("0 1 1 2 2 2 2 3 3 3 3 4 5 5 6 4 6 7", string.Join(" ", kinds.Select(k => (int)k)));
        Assert.Equal(10, reader.RecordsRead);
    }

    [Fact]
    public void Copy_through_reader_and_writer_is_byte_for_byte_equal()
    {
        byte[] trace = TraceSamples.Everything();
        using TraceReader reader = TraceSamples.Read(trace);
        Assert.Equal(trace, TraceSamples.Write(sink => TracePump.Copy(reader, sink)));
    }

    [Fact]
    public void Gzip_is_recognised_by_content()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, true))
            gzip.Write(TraceSamples.Everything());
        Assert.Equal(10, TraceSamples.ReadAll(packed.ToArray()));
    }

    [Fact]
    public void Stream_that_gives_one_byte_at_a_time_reads_the_same()
    {
        using var reader = new TraceReader(new TricklingStream(TraceSamples.Everything()), "trickle");
        while (reader.Read())
        {
        }
        Assert.Equal(10, reader.RecordsRead);
    }

    [Fact]
    public void Work_item_far_larger_than_the_buffer_reads_whole()
    {
        const int Count = 60_000;
        byte[] trace = Big(Count, 1);
        using TraceReader reader = TraceSamples.Read(trace);
        while (reader.Read())
        {
            if (reader.Kind != TraceObjectKind.WorkItem)
                continue;
            Assert.Equal(Count, reader.WorkItem.Records.Length);
            for (int i = 0; i < Count; i++)
                Assert.Equal(i % 1000, reader.WorkItem.Records[i].TagSlot);
        }
    }

    [Fact]
    public void Warm_decoding_allocates_nothing_per_work_item()
    {
        byte[] trace = Big(100, 400);
        var pool = new WorkItemPool();
        var options = new TraceReaderOptions { Pool = pool };
        TraceSamples.ReadAll(trace, options);
        long few = Allocated(Big(100, 40), options);
        long many = Allocated(trace, options);
        Assert.InRange(many - few, 0, 4096);
    }

    [Fact]
    public void Taken_work_item_stays_valid_until_returned_and_only_once()
    {
        using TraceReader reader = TraceSamples.Read(TraceSamples.Everything());
        WorkItem? taken = null;
        while (reader.Read())
        {
            if (reader.Kind == TraceObjectKind.WorkItem && taken is null)
                taken = reader.TakeWorkItem();
        }
        CheckFirstItem(taken!);
        taken!.Return();
        Assert.Throws<InvalidOperationException>(taken.Return);
    }

    [Fact]
    public void Extra_trailing_elements_are_ignored()
    {
        byte[] known = TraceSamples.Everything();
        byte[] extended = TraceExtender.AddElementToEveryArray(known);
        using TraceReader a = TraceSamples.Read(known);
        using TraceReader b = TraceSamples.Read(extended);
        Assert.True(TraceDiff.Compare(a, b).AreEqual);
    }

    [Fact]
    public void Places_point_at_the_objects()
    {
        byte[] trace = TraceSamples.Everything();
        using TraceReader reader = TraceSamples.Read(trace);
        while (reader.Read())
        {
            var at = new PackedReader(trace.AsMemory((int)reader.ByteOffset));
            at.ReadArrayHeader();
            Assert.Equal((long)reader.Kind, at.ReadInt64());
            for (int i = 0; reader.Kind == TraceObjectKind.WorkItem && i < reader.WorkItem.Records.Length; i++)
            {
                var record = new PackedReader(trace.AsMemory((int)reader.WorkItem.RecordByteOffset(i)));
                record.ReadArrayHeader();
                Assert.Equal((long)reader.WorkItem.Records[i].Kind, record.ReadInt64());
            }
        }
    }

    private static void CheckFirstItem(WorkItem item)
    {
        Assert.Equal(9, item.Records.Length);
        Assert.Equal([1L, -3], item.ParallelIndices.ToArray());
        TraceRecord load = item.Records[2];
        Assert.True(load.IsLoad && !load.IsAsync);
        Assert.Equal([16L, 4, 4], item.Dims(in load).ToArray());
        Assert.Equal([-64L, 4, 1], item.Strides(in load).ToArray());
        Assert.Equal([3], item.Reads(in load).ToArray());
        DmaOptions options = item.Options(in load);
        Assert.Equal([0L, 4, -8, 12], options.IndirectOffsets.ToArray());
        Assert.Equal([0L, 1, 0], options.ValidLow.ToArray());
        Assert.Equal([16L, 4, 3], options.ValidHigh.ToArray());
        Assert.True(options.Accumulate);
        Assert.Equal(-1.5, new PackedReader(options.Fill.ToArray()).ReadDouble());
        Assert.Equal((9, 1000), (item.Records[8].TagId, item.Records[8].TagSlot));
    }

    private static byte[] Big(int records, int items) => TraceSamples.Write(sink =>
    {
        sink.Header(new TraceHeader("tests", "big"));
        sink.Tensor(new TraceTensor(0, "X", "f32", [64], 0, 256));
        sink.Buffer(new TraceBuffer(0, "x", 256, BufferRole.Load));
        sink.BeginKernel(new TraceKernel(0, "k", [], 0));
        var builder = new WorkItemBuilder();
        for (int item = 0; item < items; item++)
        {
            builder.Begin(0, item);
            for (int i = 0; i < records; i++)
                builder.AddLoad(new(0, 0, [64], [1], 32), new(0, i % 1000, true), [0]);
            sink.WorkItem(builder.Build());
        }
        sink.EndKernel(0);
        sink.Complete();
    });

    private static long Allocated(byte[] trace, TraceReaderOptions options)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        TraceSamples.ReadAll(trace, options);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
