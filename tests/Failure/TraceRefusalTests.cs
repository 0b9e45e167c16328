using System.Buffers;
using ActorSim.Tests.Unit;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Validation;
using MessagePack;
using Xunit;

namespace ActorSim.Tests.Failure;

/// <summary>Each rule of the format: broken, it is reported with its place; the same trace without the break is valid.</summary>
public class TraceRefusalTests
{
    private const long Far = long.MaxValue;

    [Fact]
    public void The_trace_that_the_others_break_is_valid() => Assert.True(Check(_ => { }).IsValid);

    [Theory]
    [InlineData(8, "work-item 0 of kernel 0: barrier waits for tag 0 slot 9")]
    public void Barrier_without_earlier_load_of_its_tag_is_refused(int record, string message) =>
        Refused(w => w.AddBarrier(0, 9, [0]), record, message);

    [Fact]
    public void Barrier_on_a_synchronous_load_is_refused() => Refused(
        w =>
        {
            w.AddLoad(new(0, 0, [4], [1], 32), new(5, 5, false), [0]);
            w.AddBarrier(5, 5, [0]);
        },
        9, "barrier waits for tag 5 slot 5");

    [Fact]
    public void Matmul_without_preload_is_refused() =>
        Refused(w => w.AddCompute(2, [], [0, 1, 4], [1]), 8, "no preload before it");

    [Fact]
    public void Matmul_that_reads_no_weights_is_refused() =>
        Refused(w => w.AddCompute(2, [], [0, 1], [1]), 8, "reads 0 buffers of role 2");

    [Fact]
    public void Preload_without_consumer_is_refused() =>
        Refused(w => w.AddCompute(1, [], [0], [4]), 8, "no matmul that reads it");

    [Fact]
    public void Preload_replaced_before_its_matmul_is_refused() => Refused(
        w =>
        {
            w.AddCompute(1, [], [0], [2]);
            w.AddCompute(1, [], [0], [2]);
            w.AddCompute(2, [], [0, 1, 2], [1]);
        },
        8, "before the next preload replaces it");

    [Fact]
    public void Preload_that_writes_no_weights_is_refused() =>
        Refused(w => w.AddCompute(1, [], [0], [3]), 8, "preload writes no buffer of role 2");

    /// <summary>What a matmul reads there is pinned to the preload's array: with another writer it would have none.</summary>
    [Fact]
    public void Weights_written_by_anything_but_a_preload_are_refused()
    {
        Refused(w => w.AddCompute(0, [], [], [2]), 8, "compute that is no preload writes buffer 2 of role 2");
        Refused(w => w.AddLoad(new(0, 0, [1], [1], 8), new(0, 0, false), [2]), 8, "transfer writes buffer 2 of role 2");
        Refused(w => w.AddStore(new(0, 0, [1], [1], 8), new(0, 0), [1], [2]), 8, "transfer writes buffer 2 of role 2");
        Refused(w => w.AddBarrier(0, 0, [2]), 8, "barrier writes buffer 2 of role 2");
    }

    [Fact]
    public void Preload_that_also_writes_something_else_is_refused() => Refused(
        w =>
        {
            w.AddCompute(1, [], [0], [2, 3]);
            w.AddCompute(2, [], [0, 1, 2], [1]);
        },
        8, "preload writes buffer 3, which is not of role 2");

    [Fact]
    public void Undeclared_buffers_tensors_and_tiles_are_refused()
    {
        Refused(w => w.AddCompute(0, [], [77], []), 8, "reads buffer 77, which is not declared");
        Refused(w => w.AddCompute(0, [], [], [5000]), 8, "writes buffer 5000, which is not declared");
        Refused(w => w.AddCompute(9, [], [], []), 8, "tile 9, which is not declared");
        Refused(w => w.AddStore(new(9, 0, [1], [1], 8), new(0, 0), []), 8, "tensor 9, which is not declared");
        Refused(w => w.AddStore(new(-1, 0, [1], [1], 8), new(0, 0), []), 8, "tensor -1, which is not declared");
    }

    [Theory]
    [InlineData(0, "rank 0")]
    [InlineData(5, "rank 5")]
    public void Rank_outside_one_to_four_is_refused(int rank, string message) =>
        Refused(w => w.AddStore(new(0, 0, new long[rank].Select(_ => 1L).ToArray(), new long[rank], 8), new(0, 0), []), 8, message);

    [Fact]
    public void Dims_and_strides_of_different_length_are_refused() =>
        Refused(w => w.AddStore(new(0, 0, [1, 1], [1], 8), new(0, 0), []), 8, "2 dimensions but 1 strides");

    [Theory]
    [InlineData(12)]
    [InlineData(72)]
    public void Element_bits_that_are_no_whole_bytes_up_to_eight_are_refused(int bits) =>
        Refused(w => w.AddStore(new(0, 0, [1], [1], bits), new(0, 0), []), 8, $"element bits {bits}");

    [Fact]
    public void Transfer_may_touch_the_last_byte_of_its_tensor_and_not_one_more()
    {
        Assert.True(Check(w => w.AddStore(new(0, 4080, [4, 4], [4, 1], 32), new(0, 0), [1])).IsValid);
        Refused(w => w.AddStore(new(0, 4081, [4, 4], [4, 1], 32), new(0, 0), [1]), 8, "touches bytes 16324..16387 of tensor 0 'X', which has 16384");
        Assert.True(Check(w => w.AddStore(new(0, 15, [16], [-1], 32), new(0, 0), [1])).IsValid);
        Refused(w => w.AddStore(new(0, 14, [16], [-1], 32), new(0, 0), [1]), 8, "touches bytes -4..59");
    }

    [Fact]
    public void Masked_transfer_may_reach_outside_only_where_the_mask_is()
    {
        DmaOptionsSpec Box(long low) => new() { ValidLow = [low], ValidHigh = [16] };
        Assert.True(Check(w => w.AddLoad(new(0, -3, [16], [1], 32), new(0, 0, false), [0], default, Box(3))).IsValid);
        Refused(w => w.AddLoad(new(0, -3, [16], [1], 32), new(0, 0, false), [0], default, Box(2)), 8, "touches bytes -4..");
        Refused(w => w.AddLoad(new(0, 0, [16], [1], 32), new(0, 0, false), [0], default, Box(17)), 8, "valid box 17..16");
    }

    [Fact]
    public void Indirect_transfer_is_checked_with_its_offsets()
    {
        DmaOptionsSpec Rows(params long[] rows) => new() { IndirectAxis = 0, IndirectOffsets = rows };
        Assert.True(Check(w => w.AddLoad(new(0, 0, [2, 64], [0, 1], 32), new(0, 0, false), [0], default, Rows(0, 63 * 64))).IsValid);
        Refused(w => w.AddLoad(new(0, 0, [2, 64], [0, 1], 32), new(0, 0, false), [0], default, Rows(0, 64 * 64)), 8, "which has 16384");
        Refused(w => w.AddLoad(new(0, 0, [2, 64], [0, 1], 32), new(0, 0, false), [0], default, Rows(0)), 8, "1 offsets for a dimension of 2");
    }

    [Fact]
    public void Overflowing_addresses_are_refused()
    {
        Refused(w => w.AddStore(new(0, long.MaxValue, [1], [1], 64), new(0, 0), []), 8, "outside 0..2^63-1");
        Refused(w => w.AddStore(new(0, 0, [2, 2, 2, 2], [Far, Far, Far, Far], 64), new(0, 0), []), 8, "outside 0..2^63-1");
        Refused(w => w.AddStore(new(0, 0, [2, 2, 2, 2], [-Far, Far, Far, Far], 64), new(0, 0), []), 8, "outside 0..2^63-1");
        Refused(w => w.AddStore(new(0, 0, [long.MaxValue, long.MaxValue], [0, 0], 64), new(0, 0), []), 8, "more than 2147483647 elements");
        Refused(w => w.AddStore(new(0, 0, [1 << 16, 1 << 15], [0, 0], 64), new(0, 0), []), 8, "more than 2147483647 elements");
        Refused(w => w.AddStore(new(0, -5000, [1], [1], 64), new(0, 0), []), 8, "addresses -35904");
        Refused(w => w.AddStore(new(0, 0, [0], [1], 64), new(0, 0), []), 8, "dimension 0");
    }

    [Fact]
    public void All_problems_are_reported_up_to_the_limit()
    {
        Action<WorkItemBuilder> bad = w =>
        {
            for (int i = 0; i < 7; i++)
                w.AddBarrier(3, i, [0]);
            w.AddCompute(9, [], [77], []);
        };
        TraceCheck all = Check(bad);
        Assert.Equal(9, all.ProblemCount);
        Assert.Equal(9, all.Problems.Count);
        Assert.Equal(Enumerable.Range(8, 7).Concat([15, 15]).Select(i => (long)i), all.Problems.Select(p => p.Place.RecordIndex));
        byte[] trace = Trace(bad);
        TraceCheck few = TraceValidator.Check(new MemoryStream(trace), "t", 4);
        Assert.Equal((9L, 4), (few.ProblemCount, few.Problems.Count));
        Assert.True(few.ReadToEnd);
    }

    [Fact]
    public void Reader_and_writer_refuse_what_the_validator_reports()
    {
        Action<WorkItemBuilder> bad = w => w.AddBarrier(0, 9, [0]);
        byte[] trace = Trace(bad);
        TraceProblem problem = Assert.Single(TraceValidator.Check(new MemoryStream(trace), "t").Problems);
        var reading = Assert.Throws<TraceException>(() => TraceSamples.ReadAll(trace));
        Assert.Equal(problem.Message, reading.Problem);
        Assert.Equal(problem.Place, new TracePlace(reading.ObjectIndex, reading.RecordIndex, reading.ByteOffset));
        Assert.Equal(0x94, trace[problem.Place.ByteOffset]);
        var writing = Assert.Throws<TraceException>(() => TraceSamples.Write(sink => Emit(sink, bad)));
        Assert.Equal(problem.Message, writing.Problem);
    }

    [Fact]
    public void Hostile_headers_do_not_allocate()
    {
        byte[] start = [0x96, 0x00, 0xae, .. "actorsim.trace"u8, 0x01, 0xa1, 0x70, 0xa1, 0x6e];
        foreach (byte[] tail in new byte[][] { [0xdf, 0xff, 0xff, 0xff, 0xff], [0x80, 0xdd, 0x7f, 0xff, 0xff, 0xff, 0x05] })
        {
            byte[] trace = [.. start, .. tail];
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<TraceException>(() => TraceSamples.ReadAll(trace));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void Unknown_kinds_and_newer_versions_are_refused_by_name()
    {
        var header = Assert.Throws<TraceException>(() => TraceSamples.ReadAll(Encode([0, "actorsim.trace", 2, "p", "n"])));
        Assert.Contains("version 2; this reader knows 1..1", header.Message);
        var magic = Assert.Throws<TraceException>(() => TraceSamples.ReadAll(Encode([0, "other", 1, "p", "n"])));
        Assert.Contains("'actorsim.trace'", magic.Message);
        byte[] good = TraceSamples.Everything();
        var r = new PackedReader(good);
        r.Skip();
        byte[] unknown = [.. good[..r.Consumed], .. Encode([8])];
        var kind = Assert.Throws<TraceException>(() => TraceSamples.ReadAll(unknown));
        Assert.Equal((1L, (long)r.Consumed), (kind.ObjectIndex, kind.ByteOffset));
        Assert.Contains("object kind 8 is unknown", kind.Message);
        Assert.Contains("not a header", Assert.Throws<TraceException>(() => TraceSamples.ReadAll(Encode([6, 0, 0]))).Message);
    }

    private static void Refused(Action<WorkItemBuilder> extra, int record, string message)
    {
        TraceCheck check = Check(extra);
        TraceProblem problem = Assert.Single(check.Problems);
        Assert.Contains(message, problem.Message);
        Assert.Equal(record, problem.Place.RecordIndex);
    }

    private static TraceCheck Check(Action<WorkItemBuilder> extra) => TraceValidator.Check(new MemoryStream(Trace(extra)), "t");

    private static byte[] Trace(Action<WorkItemBuilder> extra) => TraceSamples.Write(sink => Emit(sink, extra), false);

    /// <summary>A valid trace whose only work-item has 8 records, followed by <paramref name="extra"/>.</summary>
    private static void Emit(ITraceSink sink, Action<WorkItemBuilder> extra)
    {
        sink.Header(new TraceHeader("tests", "refusals"));
        sink.Tensor(new TraceTensor(0, "X", "f32", [64, 64], 4096, 16384));
        for (int i = 0; i < 5; i++)
            sink.Buffer(new TraceBuffer(i, $"b{i}", 64, i is 2 or 4 ? BufferRole.Weights : BufferRole.Scratch));
        sink.TileCost(new TileCost(0, "init", ComputeUnit.Vector, 256, 0));
        sink.TileCost(new TileCost(1, "pre", ComputeUnit.Preload, 128, 128));
        sink.TileCost(new TileCost(2, "mm", ComputeUnit.Matmul, 384, 256));
        sink.BeginKernel(new TraceKernel(0, "k", [], 0));
        var w = new WorkItemBuilder().Begin(0, 0);
        w.AddCompute(0, [], [], [1]);
        w.AddLoad(new(0, 0, [16, 16], [64, 1], 32), new(0, 0, true), [0]);
        w.AddBarrier(0, 0, [0]);
        w.AddCompute(1, [], [0], [2]);
        w.AddCompute(2, [], [0, 1, 2], [1]);
        w.AddCompute(2, [], [0, 1, 2], [1]);
        w.AddBarrier(0, 0, [0]);
        w.AddStore(new(0, 0, [16, 16], [64, 1], 32), new(1, 0), [1]);
        extra(w);
        sink.WorkItem(w.Build());
        sink.EndKernel(0);
        sink.Complete();
    }

    private static byte[] Encode(object[] elements)
    {
        var output = new ArrayBufferWriter<byte>();
        var w = new MessagePackWriter(output);
        w.WriteArrayHeader(elements.Length);
        foreach (object element in elements)
        {
            if (element is string text)
                w.Write(text);
            else
                w.Write((int)element);
        }
        w.Flush();
        return output.WrittenSpan.ToArray();
    }
}
