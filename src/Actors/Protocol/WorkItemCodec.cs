using ActorSim.Kernel.Wire;
using ActorSim.Trace.Reading;
using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Actors.Protocol;

/// <summary>
/// A work-item as bytes: its place in the run, then a trace of it alone, with the declarations of the tensors, buffers and tiles that its records
/// name. The receiver checks it as it would a file.
/// </summary>
internal sealed class WorkItemCodec
{
    // A core keeps its tables as arrays by id.
    private const int MaxId = 1 << 20;
    private const string Place = "work-item";
    private readonly TraceReaderOptions _options = new() { IsExcerpt = true, Pool = new WorkItemPool() };

    public static void Write(WorkItemAssigned message, WireWriter to)
    {
        var (item, program) = (message.Item.Item, message.Item.Program);
        to.WriteInt32(program.Index);
        to.WriteInt64(message.Item.Ordinal);
        using var trace = new TraceWriter(to, program.Name, validate: false);
        trace.Header(new TraceHeader("actorsim", program.Name));
        Declare(item, program, trace);
        trace.BeginKernel(new TraceKernel(item.KernelId, "", [], 0));
        trace.Copy(item);
        trace.EndKernel(item.KernelId);
        trace.Complete();
    }

    public void Read(WorkItemAssigned message, ref WireReader from)
    {
        var index = from.ReadInt32("trace", 0);
        var ordinal = from.ReadInt64("ordinal", 0);
        using var trace = new TraceReader(new MemoryStream(from.ReadRest().ToArray()), Place, _options);
        try
        {
            message.Item = Read(trace, index, ordinal);
        }
        catch (TraceException refusal)
        {
            throw new WireFormatException(refusal.Message, refusal);
        }
    }

    private static void Declare(WorkItem item, TraceProgram program, TraceWriter trace)
    {
        var (tensors, buffers, tiles) = (new SortedSet<int>(), new SortedSet<int>(), new SortedSet<int>());
        foreach (ref readonly var record in item.Records)
        {
            buffers.UnionWith(item.Reads(in record).ToArray());
            buffers.UnionWith(item.Writes(in record).ToArray());
            switch (record.Kind)
            {
                case RecordKind.Dma:
                    tensors.Add(record.TensorId);
                    break;
                case RecordKind.Compute:
                    tiles.Add(record.TileId);
                    break;
                default:
                    break;
            }
        }

        foreach (var id in tensors)
        {
            trace.Tensor(program.Tensor(id));
        }

        foreach (var id in buffers)
        {
            trace.Buffer(program.Buffer(id));
        }

        foreach (var id in tiles)
        {
            trace.TileCost(program.Cost(id));
        }
    }

    private static AssignedWorkItem Read(TraceReader trace, int index, long ordinal)
    {
        TraceProgram? program = null;
        AssignedWorkItem? item = null;
        while (trace.Read())
        {
            switch (trace.Kind)
            {
                case TraceObjectKind.Header:
                    program = new TraceProgram(trace.Header.Name, index);
                    break;
                case TraceObjectKind.Tensor:
                    RefuseId(trace.Tensor.Id, "tensor");
                    program!.Add(trace.Tensor);
                    break;
                case TraceObjectKind.Buffer:
                    RefuseId(trace.Buffer.Id, "buffer");
                    program!.Add(trace.Buffer);
                    break;
                case TraceObjectKind.TileCost:
                    RefuseId(trace.TileCost.Id, "tile");
                    program!.Add(trace.TileCost);
                    break;
                case TraceObjectKind.WorkItem when item is null:
                    item = new AssignedWorkItem(trace.TakeWorkItem(), program!, ordinal);
                    break;
                case TraceObjectKind.WorkItem:
                    throw new WireFormatException("more than one work-item in one message");
                default:
                    break;
            }
        }

        return item ?? throw new WireFormatException("no work-item in the message that assigns one");
    }

    private static void RefuseId(int id, string what)
    {
        if (id >= MaxId)
        {
            throw new WireFormatException($"{what} {id}: ids beyond {MaxId - 1} do not travel");
        }
    }
}
