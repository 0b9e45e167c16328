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

    private readonly JsonLineStream _lines;
    private readonly ByteBuffer _scratch = new();
    private readonly Utf8JsonWriter _json;
    private readonly Dictionary<int, long> _open = [];
    private long _kernels;
    private long _workItems;
    private long _records;

    /// <summary>Writes to a stream, which is left open.</summary>
    public JsonLinesWriter(Stream stream)
        : this(new JsonLineStream(stream, Options))
    {
    }

    private JsonLinesWriter(JsonLineStream lines) => (_lines, _json) = (lines, lines.Json);

    /// <summary>Creates a file that appears when the trace is complete; ".gz" is compressed, "-" is standard output.</summary>
    public static JsonLinesWriter Create(string path) => new(new JsonLineStream(new OutputFile(path), Options));

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
        _lines.Numbers("shape", tensor.Shape.ToArray());
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
        _lines.Numbers("depends_on", kernel.DependsOn.ToArray());
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
        _lines.Numbers("parallel", item.ParallelIndices);
        _json.WriteNumber("spad_bytes", item.SpadBytes);
        _lines.Numbers("depends_on", item.DependsOn);
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
        _lines.Complete();
    }

    public void Dispose() => _lines.Dispose();

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
                _lines.Numbers("dims", item.Dims(in record));
                _lines.Numbers("reads", item.Reads(in record));
                _lines.Numbers("writes", item.Writes(in record));
                break;
            default:
                Begin("barrier");
                _json.WriteNumber("tag", record.TagId);
                _json.WriteNumber("slot", record.TagSlot);
                _lines.Numbers("writes", item.Writes(in record));
                break;
        }
        End();
    }

    private void Dma(WorkItem item, in TraceRecord record)
    {
        _json.WriteNumber("tensor", record.TensorId);
        _json.WriteNumber("offset", record.ElementOffset);
        _lines.Numbers("dims", item.Dims(in record));
        _lines.Numbers("strides", item.Strides(in record));
        _json.WriteNumber("bits", record.ElementBits);
        _json.WriteBoolean("async", record.IsAsync);
        _json.WriteNumber("tag", record.TagId);
        _json.WriteNumber("slot", record.TagSlot);
        _lines.Numbers("reads", item.Reads(in record));
        _lines.Numbers("writes", item.Writes(in record));
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
        _lines.Begin();
        _json.WriteString("kind", kind);
    }

    private void End() => _lines.End();
}
