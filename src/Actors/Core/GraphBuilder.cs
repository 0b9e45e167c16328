using ActorSim.Actors.Protocol;
using ActorSim.Trace.Records;

namespace ActorSim.Actors.Core;

/// <summary>
/// Derives a work-item's graph from the reads and writes of its records alone (docs/timing.md, dependency rule). One builder serves
/// one core; its tables are reused.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly SpadVersions _versions = new();
    private readonly Dictionary<(int Tag, int Slot), int> _latestLoad = [];
    private BufferWriters[] _writers = [];
    private readonly List<int> _touched = [];
    private readonly BufferSet _reads = new();
    private readonly BufferSet _writes = new();
    private GraphEdge[] _chain = new GraphEdge[64];
    private int _chainCount;
    private int _lastPreload;
    private int _lastLoad;
    private WorkItemGraph _graph = null!;

    /// <summary>Fills <paramref name="graph"/> from the work-item.</summary>
    public void Build(AssignedWorkItem assigned, WorkItemGraph graph)
    {
        _graph = graph;
        Reset(assigned.Program.BufferCount);
        graph.Begin(assigned);
        var records = assigned.Item.Records;
        for (var r = 0; r < records.Length; r++)
        {
            switch (records[r].Kind)
            {
                case RecordKind.Dma:
                    AddTransfer(assigned, in records[r], r);
                    break;
                case RecordKind.Compute:
                    AddCompute(assigned, in records[r], r);
                    break;
                default:
                    AddBarrier(assigned, in records[r], r);
                    break;
            }
        }

        graph.End(_versions.Count);
        _versions.Apply(graph);
        for (var i = 0; i < graph.Count; i++)
        {
            if (graph[i].Pending == 0)
            {
                graph.Ready.Add(graph, i);
            }
        }
    }

    private void Reset(int buffers)
    {
        if (_writers.Length < buffers)
        {
            // Doubled: a trace may declare a buffer before every work-item.
            _writers = new BufferWriters[Math.Max(buffers, _writers.Length * 2)];
            Array.Fill(_writers, BufferWriters.None);
            _touched.Clear();
        }

        foreach (var b in _touched)
        {
            _writers[b] = BufferWriters.None;
        }

        _touched.Clear();
        _latestLoad.Clear();
        _chainCount = 0;
        _lastPreload = -1;
        _lastLoad = -1;
        _versions.Reset(buffers);
    }

    private void AddTransfer(AssignedWorkItem assigned, in TraceRecord record, int index)
    {
        var item = assigned.Item;
        RefuseUnknownOptions(item, in record, index);
        _reads.Take(item.Reads(in record), assigned.Program);
        _writes.Take(item.Writes(in record), assigned.Program);
        var i = _graph.Add(record.IsLoad ? InstructionKind.Load : InstructionKind.Store, index);
        ref var instruction = ref _graph[i];
        instruction.IsAsync = record.IsAsync && record.IsLoad;
        if (record.IsLoad)
        {
            var bytes = ElementBytes(item, in record);
            foreach (var b in _writes.Places)
            {
                _versions.Write(i, b, bytes, extends: true);
                Bound(assigned.Program, b, i);
            }

            KeepLoadsInOrder(assigned.Program, _writes.Places, i);

            if (record.IsAsync)
            {
                _latestLoad[(record.TagId, record.TagSlot)] = i;
            }
        }

        // A store reads what it moves; a gather cannot start before its offsets are there.
        if (!record.IsLoad || (record.HasOptions && item.Options(in record).HasIndirect))
        {
            foreach (var b in _reads.Places)
            {
                _versions.Read(i, b);
                DependOnAll(i, b, matmul: false);
            }
        }

        foreach (var b in _writes.Places)
        {
            Replace(b, i);
        }
    }

    private void AddCompute(AssignedWorkItem assigned, in TraceRecord record, int index)
    {
        var cost = assigned.Program.Cost(record.TileId);
        var i = _graph.Add(InstructionKind.Compute, index);
        ref var instruction = ref _graph[i];
        instruction.Unit = cost.Unit;
        instruction.Cycles = cost.Cycles;
        instruction.Overlap = cost.OverlapCycles;
        var matmul = cost.Unit == ComputeUnit.Matmul;
        _reads.Take(assigned.Item.Reads(in record), assigned.Program);
        _writes.Take(assigned.Item.Writes(in record), assigned.Program);
        foreach (var b in _reads.Places)
        {
            var inPlace = _writes.Contains(b);
            if (!inPlace)
            {
                _versions.Read(i, b);
            }

            // What a matmul writes it accumulates: it waits for the seed below, not for the other matmuls.
            if (!(matmul && inPlace))
            {
                DependOnAll(i, b, matmul);
            }
        }

        foreach (var b in _writes.Places)
        {
            if (!_reads.Contains(b) && assigned.Program.BufferBytes(b) > 0)
            {
                _versions.Write(i, b, assigned.Program.BufferBytes(b), extends: false);
                Bound(assigned.Program, b, i);
            }

            if (matmul)
            {
                Accumulate(b, i);
            }
            else
            {
                Replace(b, i);
            }
        }

        if (cost.Unit == ComputeUnit.Preload)
        {
            KeepOrder(assigned.Program, _writes.Places, i);
        }
    }

    // Where versions are bounded, a write waits for the last reader of the version that must make room and for the version before its own.
    private void Bound(TraceProgram program, int buffer, int i)
    {
        if (program.BufferVersions(buffer) is var most and > 0)
        {
            var (reader, writer) = _versions.Bound(i, buffer, most);
            After(i, reader);
            After(i, writer);
        }
    }

    // Preloads that take their slots in order cannot hold one for a matmul that waits for a preload without one.
    private void KeepOrder(TraceProgram program, ReadOnlySpan<int> weights, int i)
    {
        foreach (var b in weights)
        {
            if (program.BufferVersions(b) > 0)
            {
                After(i, _lastPreload);
                _lastPreload = i;
            }
        }
    }

    // A load that is needed later must not go before one that waits for room.
    private void KeepLoadsInOrder(TraceProgram program, ReadOnlySpan<int> writes, int i)
    {
        if (writes.Length > 0 && program.BufferVersions(writes[0]) > 0)
        {
            After(i, _lastLoad);
            _lastLoad = i;
        }
    }

    private void After(int consumer, int producer)
    {
        if (producer >= 0 && producer != consumer)
        {
            // What a preload releases at issue uses its weights, if it is a matmul.
            ref readonly var i = ref _graph[consumer];
            _graph.Depend(consumer, producer, atIssue: i.Kind != InstructionKind.Compute || i.Unit != ComputeUnit.Matmul);
        }
    }

    private void AddBarrier(AssignedWorkItem assigned, in TraceRecord record, int index)
    {
        var load = _latestLoad[(record.TagId, record.TagSlot)];
        var i = _graph[load].BarrierOfLoad;
        if (i < 0)
        {
            i = _graph.Add(InstructionKind.Barrier, index);
            _graph[i].Partner = load;
            _graph[load].BarrierOfLoad = i;
            _graph.Depend(i, load, atIssue: false);
        }

        foreach (var id in assigned.Item.Writes(in record))
        {
            Replace(assigned.Program.BufferPlace(id), i);
        }
    }

    // They are kept when a trace is copied, but may change what a transfer does.
    private void RefuseUnknownOptions(WorkItem item, in TraceRecord record, int index)
    {
        if (record.HasOptions && item.Options(in record).OtherCount > 0)
        {
            throw new InvalidSystemException($"{_graph.Program.Name}: kernel {item.KernelId}, work-item {item.Index}, record {index}: the transfer has "
                + "options that this version does not know (docs/trace-format.md lists them); remove them or use a version that does");
        }
    }

    // A reader waits for every writer: at issue if both are operations of the systolic arrays, else at done.
    private void DependOnAll(int consumer, int buffer, bool matmul)
    {
        ref readonly var writers = ref _writers[buffer];
        for (var e = writers.Others; e >= 0; e = _chain[e].Next)
        {
            var producer = _chain[e].Value;
            var preload = _graph[producer].Kind == InstructionKind.Compute && _graph[producer].Unit == ComputeUnit.Preload;
            _graph.Depend(consumer, producer, atIssue: matmul && preload);
        }

        for (var e = writers.Matmuls; e >= 0; e = _chain[e].Next)
        {
            _graph.Depend(consumer, _chain[e].Value, atIssue: matmul);
        }
    }

    private void Accumulate(int buffer, int i)
    {
        for (var e = _writers[buffer].Others; e >= 0; e = _chain[e].Next)
        {
            _graph.Depend(i, _chain[e].Value, atIssue: false);
        }

        _touched.Add(buffer);
        _writers[buffer].Matmuls = Link(i, _writers[buffer].Matmuls);
    }

    private void Replace(int buffer, int i)
    {
        _touched.Add(buffer);
        _writers[buffer].Matmuls = -1;
        _writers[buffer].Others = Link(i, -1);
    }

    private int Link(int value, int next)
    {
        if (_chainCount == _chain.Length)
        {
            Array.Resize(ref _chain, _chainCount * 2);
        }

        _chain[_chainCount] = new GraphEdge { Value = value, Next = next };
        return _chainCount++;
    }

    private static long ElementBytes(WorkItem item, in TraceRecord record)
    {
        long bytes = record.ElementBytes;
        foreach (var d in item.Dims(in record))
        {
            bytes *= d;
        }

        return bytes;
    }

    /// <summary>Writers of a buffer so far: matmuls (they accumulate together) and all others, as chains.</summary>
    private struct BufferWriters
    {
        public static readonly BufferWriters None = new() { Matmuls = -1, Others = -1 };
        public int Matmuls;
        public int Others;
    }
}
