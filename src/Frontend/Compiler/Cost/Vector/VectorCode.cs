namespace ActorSim.Frontend.Compiler.Cost.Vector;

/// <summary>A program with its instructions cut into chunks and its values numbered densely.</summary>
internal sealed class VectorCode
{
    private readonly VectorUnitSpec _spec;
    private readonly Dictionary<int, int> _values = [];
    private readonly List<int> _chunksOfValue = [];
    private readonly (int Unit, VectorOperationSpec Spec)[] _classes;

    public VectorCode(VectorUnitSpec spec, VectorProgram program)
    {
        _spec = spec;
        _classes = new (int, VectorOperationSpec)[Enum.GetValues<VectorClass>().Length];
        for (int u = 0; u < spec.Units.Count; u++)
        {
            foreach (VectorOperationSpec operation in spec.Units[u].Operations)
                _classes[(int)operation.Class] = (u, operation);
        }
        Body = Block(program.Body);
        SlotOfValue = new int[_chunksOfValue.Count + 1];
        for (int v = 0; v < _chunksOfValue.Count; v++)
            SlotOfValue[v + 1] = SlotOfValue[v] + _chunksOfValue[v];
    }

    /// <summary>Ops and loops in order.</summary>
    public IReadOnlyList<VectorCodeNode> Body { get; }

    public List<PipelineChunk> Ops { get; } = [];

    public int LoadUnit => _classes[(int)VectorClass.Load].Unit;

    /// <summary>First slot of each value (a slot per chunk); one entry more than values.</summary>
    public int[] SlotOfValue { get; }

    private VectorCodeNode[] Block(IReadOnlyList<VectorNode> nodes)
    {
        var block = new List<VectorCodeNode>();
        foreach (VectorNode node in nodes)
        {
            if (node is VectorLoop loop)
                block.Add(new VectorCodeNode(null, loop.Trips, Block(loop.Body)));
            else
                AddChunks(block, (VectorInstruction)node);
        }
        return [.. block];
    }

    private void AddChunks(List<VectorCodeNode> block, VectorInstruction instruction)
    {
        bool moves = instruction.Class is VectorClass.Load or VectorClass.Store;
        int bits = moves ? instruction.Bits : Math.Max(instruction.Bits, _spec.MinimumComputeBits);
        int chunk = Math.Max(_spec.VectorBits * _spec.GroupRegisters / bits, 1);
        int chunks = (instruction.Elements - 1) / chunk + 1;
        int[] sources = [.. instruction.Sources.Select(s => Value(s, 1))];
        int destination = instruction.Destination < 0
            ? -1
            : Value(instruction.Destination, instruction.Class == VectorClass.Reduce ? 1 : chunks);
        (int unit, VectorOperationSpec timing) = _classes[(int)instruction.Class];
        VectorOperationSpec load = _classes[(int)VectorClass.Load].Spec;
        for (int i = 0; i < chunks; i++)
        {
            int count = Math.Min(chunk, instruction.Elements - i * chunk);
            int beats = (int)(((long)count * bits - 1) / _spec.VectorBits + 1);
            bool memory = instruction.MemoryOperand;
            var op = new PipelineChunk
            {
                Index = Ops.Count,
                Instruction = instruction,
                Chunk = i,
                First = i * chunk,
                Count = count,
                ChunkElements = chunk,
                Unit = unit,
                Latency = timing.LatencyCycles + (memory ? load.LatencyCycles : 0),
                Interval = memory ? Math.Max(timing.IntervalCycles, load.IntervalCycles) : timing.IntervalCycles,
                Beats = beats,
                // An instruction of the load unit itself holds it once.
                MemoryBusy = memory && unit != LoadUnit ? beats * load.IntervalCycles : 0,
                Destination = destination,
                Sources = sources,
            };
            Ops.Add(op);
            block.Add(new VectorCodeNode(op, 1, []));
        }
    }

    private int Value(int number, int chunks)
    {
        if (!_values.TryGetValue(number, out int value))
        {
            value = _values[number] = _chunksOfValue.Count;
            _chunksOfValue.Add(1);
        }
        _chunksOfValue[value] = Math.Max(_chunksOfValue[value], chunks);
        return value;
    }
}

/// <summary>An op, or a loop (then <paramref name="Op"/> is null).</summary>
internal sealed record VectorCodeNode(PipelineChunk? Op, long Trips, VectorCodeNode[] Body);
