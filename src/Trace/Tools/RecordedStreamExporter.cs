using System.Text.Json;
using ActorSim.Trace.Records;
using ActorSim.Trace.Validation;
using ActorSim.Trace.Writing;

namespace ActorSim.Trace.Tools;

/// <summary>
/// Writes a trace as the recorded stream of the C++ timing core, which the reference model reads: so that a trace made here can be run
/// there. What that form cannot say (options of a Dma, cross-lane computes, dependencies between kernels or work-items) is refused.
/// Buffer sizes are not part of it: the reference takes each from the last Dma of the buffer.
/// </summary>
public sealed class RecordedStreamExporter : ITraceSink, IDisposable
{
    private readonly JsonLineStream _lines;
    private readonly string _name;
    private readonly Utf8JsonWriter _json;
    private readonly IdTable<TraceTensor> _tensors = new();
    private readonly IdTable<TileCost> _costs = new();
    private long _item;
    private long _record;

    /// <summary>Writes to a stream, which is left open.</summary>
    public RecordedStreamExporter(Stream stream, string name = "recorded stream")
        : this(new JsonLineStream(stream, default), name)
    {
    }

    private RecordedStreamExporter(JsonLineStream lines, string name) => (_lines, _json, _name) = (lines, lines.Json, name);

    /// <summary>Creates a file that appears when the trace is complete; ".gz" is compressed.</summary>
    public static RecordedStreamExporter Create(string path) => new(new JsonLineStream(new OutputFile(path), default), path);

    public void Header(TraceHeader header)
    {
    }

    public void Tensor(TraceTensor tensor) => _tensors.TryAdd(tensor.Id, tensor);

    public void Buffer(TraceBuffer buffer)
    {
    }

    public void TileCost(TileCost cost) => _costs.TryAdd(cost.Id, cost);

    public void BeginKernel(TraceKernel kernel)
    {
        if (kernel.DependsOn.Count > 0)
            throw Refuse($"kernel {kernel.Id} depends on others");
    }

    public void WorkItem(WorkItem item)
    {
        if (item.DependsOn.Length > 0)
            throw Refuse($"work-item {item.Index} of kernel {item.KernelId} depends on others");
        Begin("TILE_BEGIN");
        End();
        foreach (ref readonly TraceRecord record in item.Records)
        {
            Record(item, in record);
            _record++;
        }
        Begin("TILE_END");
        End();
        _item++;
        item.Return();
    }

    public void EndKernel(int kernelId)
    {
    }

    public void Complete() => _lines.Complete();

    public void Dispose() => _lines.Dispose();

    private void Record(WorkItem item, in TraceRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.Dma: Dma(item, in record); break;
            case RecordKind.Compute: Compute(item, in record); break;
            default:
                Begin("MEMORY_BAR");
                _json.WriteNumber("tag_id", record.TagId);
                _json.WriteNumber("tag_slot", record.TagSlot);
                _lines.Numbers("write_bufs", item.Writes(in record));
                break;
        }
        End();
    }

    private void Dma(WorkItem item, in TraceRecord record)
    {
        if (record.HasOptions)
            throw Refuse("a Dma has options");
        TraceTensor tensor = _tensors.Find(record.TensorId) ?? throw Refuse($"tensor {record.TensorId} is not declared");
        Begin("DMA");
        _json.WriteString("dir", record.IsLoad ? "load" : "store");
        _json.WriteNumber("arg", record.TensorId);
        _json.WriteNumber("addr", checked(tensor.BaseAddress + record.ElementOffset * record.ElementBytes));
        _json.WriteNumber("offset_elems", record.ElementOffset);
        _lines.Numbers("dims", item.Dims(in record));
        _lines.Numbers("strides", item.Strides(in record));
        _json.WriteNumber("elem_bits", record.ElementBits);
        _json.WriteNumber("async", record.IsAsync ? 1 : 0);
        _json.WriteNumber("tag_id", record.TagId);
        _json.WriteNumber("tag_slot", record.TagSlot);
        _lines.Numbers("read_bufs", item.Reads(in record));
        _lines.Numbers("write_bufs", item.Writes(in record));
    }

    private void Compute(WorkItem item, in TraceRecord record)
    {
        TileCost cost = _costs.Find(record.TileId) ?? throw Refuse($"tile {record.TileId} is not declared");
        if (cost.Unit == ComputeUnit.CrossLane)
            throw Refuse($"tile {cost.Id} runs on the cross-lane unit");
        Begin("COMPUTE");
        _json.WriteNumber("tile_id", record.TileId);
        _json.WriteNumber("compute_type", (int)cost.Unit);
        _json.WriteNumber("cycles", cost.Cycles);
        _json.WriteNumber("overlapping", cost.OverlapCycles);
        _lines.Numbers("read_bufs", item.Reads(in record));
        _lines.Numbers("write_bufs", item.Writes(in record));
    }

    private TraceException Refuse(string what) =>
        new(_name, -1, _record, -1, $"{what}; a recorded stream cannot say that");

    private void Begin(string kind)
    {
        _lines.Begin();
        _json.WriteNumber("item", _item);
        _json.WriteString("kind", kind);
        _json.WriteNumber("core", 0);
    }

    private void End() => _lines.End();
}
