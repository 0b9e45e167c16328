using System.Buffers;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Tools;
using ActorSim.Trace.Writing;
using MessagePack;

namespace ActorSim.Tests.Unit;

/// <summary>Small traces that several tests share.</summary>
internal static class TraceSamples
{
    /// <summary>Every kind of object and record, options with every known key, meta values of every type.</summary>
    public static void EmitEverything(ITraceSink sink)
    {
        sink.Header(new TraceHeader("tests", "everything", Meta()));
        sink.Tensor(new TraceTensor(0, "X", "f32", [64, 64], 4096, 16384));
        sink.Tensor(new TraceTensor(7, "Ÿ", "i64", [], 1 << 20, 4096));
        sink.Buffer(new TraceBuffer(0, "x", 1024, BufferRole.Load));
        sink.Buffer(new TraceBuffer(1, "acc", 2048, BufferRole.Accumulator));
        sink.Buffer(new TraceBuffer(2, "w", 0, BufferRole.Weights));
        sink.Buffer(new TraceBuffer(3, "t", 64, BufferRole.Scratch));
        sink.TileCost(new TileCost(0, "init", ComputeUnit.Vector, 256, 0));
        sink.TileCost(new TileCost(1, "pre", ComputeUnit.Preload, 128, 128));
        sink.TileCost(new TileCost(2, "mm", ComputeUnit.Matmul, 384, 256));
        sink.TileCost(new TileCost(3, "reduce", ComputeUnit.CrossLane, 70000, 0));
        sink.BeginKernel(new TraceKernel(0, "first", [], 0));
        var builder = new WorkItemBuilder();
        builder.Begin(0, 0, [1, -3], 3136);
        FirstItem(builder);
        sink.WorkItem(builder.Build());
        builder.Begin(0, 1, [], 0, [0]).AddCompute(3, [5, 6, 7, 8, 9], [3], [3]);
        sink.WorkItem(builder.Build());
        sink.EndKernel(0);
        sink.BeginKernel(new TraceKernel(4, "second", [0], 3));
        sink.EndKernel(4);
        sink.Complete();
    }

    public static byte[] Everything() => Write(EmitEverything);

    public static byte[] Write(Action<ITraceSink> emit, bool validate = true)
    {
        var output = new ArrayBufferWriter<byte>();
        using var writer = new TraceWriter(output, "sample", validate);
        emit(writer);
        return output.WrittenSpan.ToArray();
    }

    public static TraceReader Read(byte[] bytes, TraceReaderOptions? options = null) => new(new MemoryStream(bytes), "sample", options);

    /// <summary>Reads to the end and returns the number of records.</summary>
    public static long ReadAll(byte[] bytes, TraceReaderOptions? options = null)
    {
        using TraceReader reader = Read(bytes, options);
        while (reader.Read())
        {
        }
        return reader.RecordsRead;
    }

    public static byte[] Dump(byte[] trace)
    {
        var stream = new MemoryStream();
        using (var writer = new JsonLinesWriter(stream))
            TracePump.Copy(Read(trace), writer);
        return stream.ToArray();
    }

    private static void FirstItem(WorkItemBuilder w)
    {
        w.AddCompute(0, [], [], [1]);
        w.AddLoad(new(0, 0, [16, 16], [64, 1], 32), new(0, 2, true), [0]);
        w.AddLoad(new(0, 63 * 64, [16, 4, 4], [-64, 4, 1], 32), new(1, 0, false), [0], [3], new DmaOptionsSpec
        {
            IndirectAxis = 1,
            IndirectOffsets = [0, 4, -8, 12],
            ValidLow = [0, 1, 0],
            ValidHigh = [16, 4, 3],
            Fill = RawMessagePack.From(-1.5),
            Accumulate = true,
        });
        w.AddBarrier(0, 2, [0]);
        w.AddCompute(1, [16, 16], [0], [2]);
        w.AddCompute(2, [16, 16, 16], [0, 1, 2], [1]);
        w.AddCompute(2, [16, 16, 16], [0, 1, 2], [1]);
        w.AddBarrier(0, 2, [0, 3]);
        w.AddStore(new(7, 0, [512], [1], 64), new(9, 1000), [1]);
    }

    private static List<KeyValuePair<string, RawMessagePack>> Meta()
    {
        var raw = new ArrayBufferWriter<byte>();
        var w = new MessagePackWriter(raw);
        w.WriteArrayHeader(12);
        w.WriteNil();
        w.Write(true);
        w.Write(long.MinValue);
        w.Write(ulong.MaxValue);
        w.Write(1.0);
        w.Write(-0.0);
        w.Write(double.NaN);
        w.Write(0.1f);
        w.Write(new byte[] { 1, 2, 255 }.AsSpan());
        w.WriteExtensionFormat(new ExtensionResult(-7, new byte[] { 9, 9, 9 }));
        w.WriteString([0xff, 0xfe]);
        w.WriteMapHeader(2);
        w.Write(1L);
        w.Write("one");
        w.Write("$dollar");
        w.WriteMapHeader(1);
        w.Write("plain");
        w.Write("v\n\"é");
        w.Flush();
        return [new("M", RawMessagePack.From(256L)), new("values", RawMessagePack.FromBytes(raw.WrittenSpan))];
    }
}
