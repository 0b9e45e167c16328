using System.Text.Json;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>
/// Makes a trace of a recorded stream of the C++ timing core (JSON lines, plain or gzip). The stream is read twice: once for what it
/// implies (tensors, buffers, costs), once for its records. Everything goes into kernel 0, one work-item per TILE_BEGIN/TILE_END.
/// </summary>
public sealed class RecordedStreamImporter
{
    private readonly ITraceSink _sink;
    private readonly WorkItemBuilder _builder;
    private readonly RecordedDeclarations _declared = new();
    private readonly HashSet<int> _touched = [];
    private int _items;
    private bool _inItem;

    private RecordedStreamImporter(ITraceSink sink, WorkItemPool? pool)
    {
        _sink = sink;
        _builder = new WorkItemBuilder(pool);
    }

    /// <summary>Imports a file and completes the sink; anything wrong is a <see cref="TraceException"/> that names the line.</summary>
    public static void Import(string path, ITraceSink sink, WorkItemPool? pool = null) =>
        Import(() => TraceReader.OpenStream(path), path, sink, pool);

    /// <param name="open">Opens the stream; called twice.</param>
    /// <param name="name">For messages; the trace is named after it, without folders and extensions.</param>
    /// <param name="sink">Receives the trace.</param>
    /// <param name="pool">Where work-items come from.</param>
    public static void Import(Func<Stream> open, string name, ITraceSink sink, WorkItemPool? pool = null)
    {
        var importer = new RecordedStreamImporter(sink, pool);
        using (Stream first = open())
            JsonLineFile.ForEach(first, name, line => importer._declared.Add(new RecordedLine(line)));
        importer.Begin(name);
        using (Stream second = open())
            JsonLineFile.ForEach(second, name, importer.Line);
        if (importer._inItem)
            throw new TraceException(name, -1, -1, -1, "the stream ends inside a work-item (truncated)");
        sink.EndKernel(0);
        sink.Complete();
    }

    private void Begin(string name)
    {
        string bare = Path.GetFileName(name).Split('.')[0];
        _declared.Number();
        _sink.Header(new TraceHeader("ActorSim recorded-stream import", bare,
            [new("costs", RawMessagePack.From("recorded stream"))]));
        _declared.Emit(_sink);
        _sink.BeginKernel(new TraceKernel(0, bare, [], 0));
    }

    private void Line(JsonElement element)
    {
        var line = new RecordedLine(element);
        string kind = line.Kind;
        if (_inItem == (kind == "TILE_BEGIN"))
            throw new FormatException(_inItem ? "TILE_BEGIN inside a work-item" : $"{kind} outside a work-item");
        switch (kind)
        {
            case "TILE_BEGIN":
                _builder.Begin(0, _items);
                _touched.Clear();
                _inItem = true;
                break;
            case "TILE_END": EndItem(); break;
            case "DMA": Dma(line); break;
            case "COMPUTE":
                Touch(line.Reads);
                Touch(line.Writes);
                _builder.AddCompute(_declared.TileId(line), [], line.Reads, line.Writes);
                break;
            default:
                Touch(line.Writes);
                _builder.AddBarrier(line.TagId, line.TagSlot, line.Writes);
                break;
        }
    }

    private void Dma(RecordedLine line)
    {
        Touch(line.Reads);
        Touch(line.Writes);
        bool store = line.IsStore;
        _builder.AddDma(store ? DmaDirection.Store : DmaDirection.Load, new(line.Tensor, line.Offset, line.Dims, line.Strides, line.Bits),
            new(line.TagId, line.TagSlot, !store && line.IsAsync), line.Reads, line.Writes);
    }

    private void EndItem()
    {
        long footprint = 0;
        foreach (int id in _touched)
            footprint = checked(footprint + _declared.BufferBytes(id));
        _builder.SetSpadBytes(footprint);
        _sink.WorkItem(_builder.Build());
        _items++;
        _inItem = false;
    }

    private void Touch(int[] ids)
    {
        foreach (int id in ids)
            _touched.Add(id);
    }
}
