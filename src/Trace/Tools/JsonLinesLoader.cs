using System.Text.Json;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;
using MessagePack;

namespace ActorSim.Trace.Tools;

/// <summary>
/// Reads what <see cref="JsonLinesWriter"/> wrote, or a person edited, into a sink. Counts and CRC are made anew; the footer line must be
/// there, since without it the file may have been cut.
/// </summary>
public sealed class JsonLinesLoader
{
    private readonly ITraceSink _sink;
    private readonly WorkItemBuilder _builder;
    private readonly ByteBuffer _scratch = new();
    private bool _inItem;
    private bool _ended;

    private JsonLinesLoader(ITraceSink sink, WorkItemPool? pool)
    {
        _sink = sink;
        _builder = new WorkItemBuilder(pool);
    }

    /// <summary>Loads a whole trace and completes the sink; anything wrong is a <see cref="TraceException"/> that names the line.</summary>
    public static void Load(Stream stream, string name, ITraceSink sink, WorkItemPool? pool = null)
    {
        var loader = new JsonLinesLoader(sink, pool);
        JsonLineFile.ForEach(stream, name, loader.Line);
        if (!loader._ended)
            throw new TraceException(name, -1, -1, -1, "the file ends without a footer line (truncated)");
        sink.Complete();
    }

    private void Line(JsonElement line)
    {
        var fields = new JsonFields(line);
        string kind = fields.Text("kind");
        if (_ended)
            throw new FormatException("a line follows the footer");
        if (kind is "load" or "store" or "compute" or "barrier")
        {
            if (!_inItem)
                throw new FormatException($"a {kind} outside a work-item");
            Record(kind, fields);
            return;
        }
        EndItem();
        Object(kind, fields);
    }

    private void Object(string kind, JsonFields f)
    {
        switch (kind)
        {
            case "header": _sink.Header(new TraceHeader(f.Text("producer"), f.Text("name"), Meta(f)) { Version = f.Int("version") }); break;
            case "tensor":
                _sink.Tensor(new(f.Int("id"), f.Text("name"), f.Text("dtype"), f.Longs("shape"), f.Long("base"), f.Long("bytes")));
                break;
            case "buffer":
                _sink.Buffer(new(f.Int("id"), f.Text("name"), f.Long("bytes"),
                    (BufferRole)JsonNames.IndexOf(JsonNames.Roles, f.Text("role")))
                {
                    Versions = f.TryMember("versions", out _) ? f.Int("versions") : 0,
                });
                break;
            case "tile":
                _sink.TileCost(new(f.Int("id"), f.Text("name"), JsonNames.UnitOf(f.Text("unit")),
                    f.Long("cycles"), f.Long("overlap")));
                break;
            case "kernel-begin":
                _sink.BeginKernel(new(f.Int("id"), f.Text("name"), f.Ints("depends_on"), f.Int("partition")));
                break;
            case "work-item":
                _builder.Begin(f.Int("kernel"), f.Int("index"), f.Longs("parallel"), f.Long("spad_bytes"), f.Ints("depends_on"));
                _inItem = true;
                break;
            case "kernel-end": _sink.EndKernel(f.Int("kernel")); break;
            case "footer": _ended = true; break;
            default: throw new FormatException($"kind '{kind}' is unknown");
        }
    }

    private void EndItem()
    {
        if (_inItem)
            _sink.WorkItem(_builder.Build());
        _inItem = false;
    }

    private void Record(string kind, JsonFields f)
    {
        switch (kind)
        {
            case "compute": _builder.AddCompute(f.Int("tile"), f.Longs("dims"), f.Ints("reads"), f.Ints("writes")); break;
            case "barrier": _builder.AddBarrier(f.Int("tag"), f.Int("slot"), f.Ints("writes")); break;
            default:
                _builder.AddDma(
                    kind == "load" ? DmaDirection.Load : DmaDirection.Store,
                    new(f.Int("tensor"), f.Long("offset"), f.Longs("dims"), f.Longs("strides"), f.Int("bits")),
                    new(f.Int("tag"), f.Int("slot"), f.Flag("async")), f.Ints("reads"), f.Ints("writes"));
                if (f.TryMember("options", out JsonElement options))
                    Options(options);
                break;
        }
    }

    private void Options(JsonElement options)
    {
        WorkItem item = _builder.Open;
        var r = new PackedReader(Encode(options));
        item.RecordPool[item.RecordPool.Count - 1].OptionsRef = DmaOptionsDecoder.Decode(ref r, item, TraceLimits.Default);
    }

    private List<KeyValuePair<string, RawMessagePack>> Meta(JsonFields fields)
    {
        var meta = new List<KeyValuePair<string, RawMessagePack>>();
        var r = new PackedReader(Encode(fields.Member("meta")));
        int count = r.ReadMapHeader();
        for (int i = 0; i < count; i++)
            meta.Add(new(r.ReadString() ?? throw new FormatException("a meta key is null"), RawMessagePack.FromBytes(r.ReadRaw())));
        return meta;
    }

    private ReadOnlyMemory<byte> Encode(JsonElement element)
    {
        _scratch.Clear();
        var w = new MessagePackWriter(_scratch);
        MessagePackJson.Read(element, ref w);
        w.Flush();
        return _scratch.Written;
    }
}
