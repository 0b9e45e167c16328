using System.Text.Encodings.Web;
using System.Text.Json;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;
using MessagePack;

namespace ActorSim.Trace.Tools;

/// <summary>A sink that writes JSON lines: one line per object and one per record (docs/trace-format.md). <see cref="JsonLinesLoader"/>
/// reads them back without loss.</summary>
public sealed class JsonLinesWriter : ITraceSink, IDisposable
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stream _stream;
    private readonly ByteBuffer _line = new();
    private readonly ByteBuffer _scratch = new();
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<int, long> _open = [];
    private OutputFile? _file;
    private long _kernels;
    private long _workItems;
    private long _records;

    /// <summary>Writes to a stream, which is left open.</summary>
    public JsonLinesWriter(Stream stream)
    {
        _stream = stream;
        _json = new Utf8JsonWriter(_line, Options);
    }

    /// <summary>Creates a file that appears when the trace is complete; ".gz" is compressed, "-" is standard output.</summary>
    public static JsonLinesWriter Create(string path)
    {
        var file = new OutputFile(path);
        return new JsonLinesWriter(file.Stream) { _file = file };
    }

    public void Header(TraceHeader header)
    {
        Begin("header");
        _json.WriteNumber("version", header.Version);
        _json.WriteString("producer", header.Producer);
        _json.WriteString("name", header.Name);
        _json.WritePropertyName("meta");
        WriteMeta(header);
        End();
    }

    public void Tensor(TraceTensor tensor)
    {
        Begin("tensor");
        _json.WriteNumber("id", tensor.Id);
        _json.WriteString("name", tensor.Name);
        _json.WriteString("dtype", tensor.DType);
        Longs("shape", tensor.Shape.ToArray());
        _json.WriteNumber("base", tensor.BaseAddress);
        _json.WriteNumber("bytes", tensor.Bytes);
        End();
    }

    public void Buffer(TraceBuffer buffer)
    {
        Begin("buffer");
        _json.WriteNumber("id", buffer.Id);
        _json.WriteString("name", buffer.Name);
        _json.WriteNumber("bytes", buffer.Bytes);
        _json.WriteString("role", JsonNames.Roles[(int)buffer.Role]);
        if (buffer.Versions > 0)
            _json.WriteNumber("versions", buffer.Versions);
        End();
    }

    public void TileCost(TileCost cost)
    {
        Begin("tile");
        _json.WriteNumber("id", cost.Id);
        _json.WriteString("name", cost.Name);
        _json.WriteString("unit", ComputeUnits.Of(cost.Unit).Name);
        _json.WriteNumber("cycles", cost.Cycles);
        _json.WriteNumber("overlap", cost.OverlapCycles);
        End();
    }

    public void BeginKernel(TraceKernel kernel)
    {
        Begin("kernel-begin");
        _json.WriteNumber("id", kernel.Id);
        _json.WriteString("name", kernel.Name);
        Ints("depends_on", kernel.DependsOn.ToArray());
        _json.WriteNumber("partition", kernel.Partition);
        End();
        _kernels++;
        _open[kernel.Id] = 0;
    }

    public void WorkItem(WorkItem item)
    {
        Begin("work-item");
        _json.WriteNumber("kernel", item.KernelId);
        _json.WriteNumber("index", item.Index);
        Longs("parallel", item.ParallelIndices);
        _json.WriteNumber("spad_bytes", item.SpadBytes);
        Ints("depends_on", item.DependsOn);
        End();
        foreach (ref readonly TraceRecord record in item.Records)
            Record(item, in record);
        _open[item.KernelId]++;
        _workItems++;
        _records += item.Records.Length;
        item.Return();
    }

    public void EndKernel(int kernelId)
    {
        Begin("kernel-end");
        _json.WriteNumber("kernel", kernelId);
        _json.WriteNumber("work_items", _open[kernelId]);
        End();
        _open.Remove(kernelId);
    }

    public void Complete()
    {
        Begin("footer");
        _json.WriteNumber("kernels", _kernels);
        _json.WriteNumber("work_items", _workItems);
        _json.WriteNumber("records", _records);
        End();
        Flush();
        _stream.Flush();
        _file?.Commit();
    }

    public void Dispose()
    {
        _json.Dispose();
        _file?.Dispose();
    }

    private void Record(WorkItem item, in TraceRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.Dma:
                Begin(record.IsLoad ? "load" : "store");
                Dma(item, in record);
                break;
            case RecordKind.Compute:
                Begin("compute");
                _json.WriteNumber("tile", record.TileId);
                Longs("dims", item.Dims(in record));
                Ints("reads", item.Reads(in record));
                Ints("writes", item.Writes(in record));
                break;
            default:
                Begin("barrier");
                _json.WriteNumber("tag", record.TagId);
                _json.WriteNumber("slot", record.TagSlot);
                Ints("writes", item.Writes(in record));
                break;
        }
        End();
    }

    private void Dma(WorkItem item, in TraceRecord record)
    {
        _json.WriteNumber("tensor", record.TensorId);
        _json.WriteNumber("offset", record.ElementOffset);
        Longs("dims", item.Dims(in record));
        Longs("strides", item.Strides(in record));
        _json.WriteNumber("bits", record.ElementBits);
        _json.WriteBoolean("async", record.IsAsync);
        _json.WriteNumber("tag", record.TagId);
        _json.WriteNumber("slot", record.TagSlot);
        Ints("reads", item.Reads(in record));
        Ints("writes", item.Writes(in record));
        if (!record.HasOptions)
            return;
        var w = Scratch();
        item.Options(in record).Write(ref w);
        _json.WritePropertyName("options");
        Transcode(ref w);
    }

    private void WriteMeta(TraceHeader header)
    {
        var w = Scratch();
        w.WriteMapHeader(header.Meta.Count);
        foreach ((string key, RawMessagePack value) in header.Meta)
        {
            w.Write(key);
            w.WriteRaw(value.Span);
        }
        Transcode(ref w);
    }

    private MessagePackWriter Scratch()
    {
        _scratch.Clear();
        return new MessagePackWriter(_scratch);
    }

    private void Transcode(ref MessagePackWriter w)
    {
        w.Flush();
        var r = new PackedReader(_scratch.Written);
        MessagePackJson.Write(ref r, _json);
    }

    private void Begin(string kind)
    {
        _json.WriteStartObject();
        _json.WriteString("kind", kind);
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _line.GetSpan(1)[0] = (byte)'\n';
        _line.Advance(1);
        if (_line.Count > 48 * 1024)
            Flush();
    }

    private void Flush()
    {
        _stream.Write(_line.Written.Span);
        _line.Clear();
    }

    private void Longs(string name, ReadOnlySpan<long> values)
    {
        _json.WriteStartArray(name);
        foreach (long value in values)
            _json.WriteNumberValue(value);
        _json.WriteEndArray();
    }

    private void Ints(string name, ReadOnlySpan<int> values)
    {
        _json.WriteStartArray(name);
        foreach (int value in values)
            _json.WriteNumberValue(value);
        _json.WriteEndArray();
    }
}
