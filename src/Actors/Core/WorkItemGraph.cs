using ActorSim.Actors.Protocol;
using ActorSim.Trace.Records;

namespace ActorSim.Actors.Core;

/// <summary>
/// A work-item as a core executes it: instructions, who waits for whom, and scratchpad versions. Built by <see cref="GraphBuilder"/>,
/// reused from work-item to work-item. The core's alone.
/// </summary>
/// <param name="slot">Its number at the core.</param>
public sealed class WorkItemGraph(int slot)
{
    // A reader waits for every matmul that accumulated into what it reads: pairs can be many more than records.
    private const int MaxEdges = 1 << 24;
    private Instruction[] _instructions = new Instruction[64];
    private GraphEdge[] _edges = new GraphEdge[128];
    private long[] _held = new long[16];
    private int _edgeCount;

    /// <summary>Its number at the core: what units hand back.</summary>
    public int Slot => slot;

    public AssignedWorkItem Assigned { get; private set; } = null!;

    public WorkItem WorkItem => Assigned.Item;

    public int Count { get; private set; }

    /// <summary>Instructions that have not finished.</summary>
    public int Unfinished { get; internal set; }

    /// <summary>Issue cycles that its instructions still need.</summary>
    public int IssuesLeft { get; internal set; }

    /// <summary>Transfers that the DMA engine still works on: the graph may not be reused before.</summary>
    public int TransfersInFlight { get; internal set; }

    internal ReadyLists Ready { get; } = new();

    /// <summary>Bytes charged per version.</summary>
    internal long[] Held => _held;

    internal ref Instruction this[int index] => ref _instructions[index];

    public bool IsStore(int instruction) => _instructions[instruction].Kind == InstructionKind.Store;

    public int TensorOf(int instruction) => WorkItem.Records[_instructions[instruction].Record].TensorId;

    public TraceProgram Program => Assigned.Program;

    public int TraceIndex => Assigned.Program.Index;

    public int KernelId => Assigned.KernelId;

    /// <summary>What a listener may know about an instruction.</summary>
    public InstructionInfo Describe(int instruction)
    {
        ref readonly var i = ref _instructions[instruction];
        return new InstructionInfo(i.Kind, i.Unit, i.IsAsync, i.Record, i.Array, i.IssueCycle);
    }

    /// <summary>Cost of a compute.</summary>
    public InstructionCost CostOf(int instruction)
    {
        ref readonly var i = ref _instructions[instruction];
        return new InstructionCost(i.Cycles, i.Overlap);
    }

    /// <summary>The instructions that wait for the end of this one.</summary>
    public IEnumerable<int> DependentsOf(int instruction)
    {
        for (var e = _instructions[instruction].AtDoneHead; e >= 0; e = _edges[e].Next)
        {
            yield return _edges[e].Value;
        }
    }

    /// <summary>The load whose data a barrier waits for.</summary>
    public int LoadOf(int barrier) => _instructions[barrier].Partner;

    /// <summary>Puts what a transfer moves into <paramref name="descriptor"/>.</summary>
    public void Describe(int instruction, TransferDescriptor descriptor)
    {
        var item = WorkItem;
        ref readonly var record = ref item.Records[_instructions[instruction].Record];
        var bytes = record.ElementBytes;
        var start = Program.Tensor(record.TensorId).BaseAddress + (record.ElementOffset * bytes);
        var dims = item.Dims(in record);
        var strides = item.Strides(in record);
        if (!record.HasOptions)
        {
            descriptor.SetBox(start, dims, strides, bytes);
            return;
        }

        DescribeWithOptions(item.Options(in record), descriptor, start, dims, strides, bytes);
    }

    internal void Begin(AssignedWorkItem assigned)
    {
        Assigned = assigned;
        Count = 0;
        Unfinished = 0;
        TransfersInFlight = 0;
        _edgeCount = 0;
        Ready.Clear();
    }

    internal int Add(InstructionKind kind, int record)
    {
        if (Count == _instructions.Length)
        {
            Array.Resize(ref _instructions, Count * 2);
        }

        ref var i = ref _instructions[Count];
        i = default;
        i.Kind = kind;
        i.Record = record;
        i.AtIssueHead = i.AtDoneHead = i.FreesHead = -1;
        i.LastDependent = i.Partner = i.BarrierOfLoad = i.Version = i.Array = i.Weights = -1;
        return Count++;
    }

    internal void End(int versions)
    {
        Unfinished = Count;
        IssuesLeft = 0;
        if (versions > _held.Length)
        {
            _held = new long[Math.Max(versions, _held.Length * 2)];
        }

        _held.AsSpan(0, versions).Clear();
    }

    internal ref readonly GraphEdge Edge(int index) => ref _edges[index];

    /// <summary>Makes <paramref name="consumer"/> wait for the issue of <paramref name="producer"/>, or for its end.</summary>
    internal void Depend(int consumer, int producer, bool atIssue)
    {
        ref var p = ref _instructions[producer];
        if (p.LastDependent == consumer)
        {
            return;
        }

        p.LastDependent = consumer;
        _instructions[consumer].Pending++;
        if (atIssue)
        {
            Append(ref p.AtIssueHead, ref p.AtIssueTail, consumer);
        }
        else
        {
            Append(ref p.AtDoneHead, ref p.AtDoneTail, consumer);
        }
    }

    internal void Free(int instruction, int version)
    {
        ref var i = ref _instructions[instruction];
        i.FreesHead = NewEdge(version, i.FreesHead);
    }

    private void Append(ref int head, ref int tail, int value)
    {
        var edge = NewEdge(value, -1);
        if (head < 0)
        {
            head = edge;
        }
        else
        {
            _edges[tail].Next = edge;
        }

        tail = edge;
    }

    private int NewEdge(int value, int next)
    {
        if (_edgeCount == _edges.Length)
        {
            GrowEdges();
        }

        _edges[_edgeCount] = new GraphEdge { Value = value, Next = next };
        return _edgeCount++;
    }

    private void GrowEdges()
    {
        if (_edgeCount == MaxEdges)
        {
            throw new InvalidSystemException($"{Program.Name}: kernel {KernelId}, work-item {WorkItem.Index}: its instructions have more than {MaxEdges} "
                + "dependencies (every reader of a buffer waits for every matmul that accumulated into it); split the work-item");
        }

        Array.Resize(ref _edges, _edgeCount * 2);
    }

    private static void DescribeWithOptions(DmaOptions options, TransferDescriptor descriptor, long start, ReadOnlySpan<long> dims,
        ReadOnlySpan<long> strides, int bytes)
    {
        Span<long> box = stackalloc long[4];
        box = box[..dims.Length];
        dims.CopyTo(box);
        var offsets = options.IndirectOffsets;
        if (options.HasValidBox)
        {
            // Only the valid part touches memory.
            for (var k = 0; k < dims.Length; k++)
            {
                start += options.ValidLow[k] * strides[k] * bytes;
                box[k] = Math.Max(0, options.ValidHigh[k] - options.ValidLow[k]);
            }

            offsets = options.HasIndirect ? offsets.Slice((int)options.ValidLow[options.IndirectAxis], (int)box[options.IndirectAxis]) : offsets;
        }

        descriptor.SetBox(start, box, strides, bytes);
        if (options.HasIndirect)
        {
            descriptor.SetIndirect(options.IndirectAxis, offsets);
        }
    }
}
