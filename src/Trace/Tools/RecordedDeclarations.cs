using ActorSim.Trace.Records;

namespace ActorSim.Trace.Tools;

/// <summary>
/// What a recorded stream implies but does not say: tensors (base and extent), buffers (size: the last Dma wins, as in the reference
/// model; role: by who writes it) and the cost table.
/// </summary>
internal sealed class RecordedDeclarations
{
    private readonly SortedDictionary<int, (long Base, Int128 End, int Bits)> _tensors = [];
    private readonly SortedDictionary<int, (long Bytes, BufferRole Role)> _buffers = [];
    private readonly SortedDictionary<int, TileCost> _costs = [];
    private readonly Dictionary<(int Tile, ComputeUnit Unit, long Cycles, long Overlap), int> _ids = [];
    private readonly List<(int Tile, ComputeUnit Unit, long Cycles, long Overlap)> _order = [];

    public void Add(RecordedLine line)
    {
        switch (line.Kind)
        {
            case "DMA": AddDma(line); break;
            case "COMPUTE": AddCompute(line); break;
            case "MEMORY_BAR": Touch(line.Writes); break;
            case "TILE_BEGIN" or "TILE_END": break;
            default: throw new FormatException($"kind '{line.Kind}' is unknown");
        }
    }

    /// <summary>Numbers the costs: the first cost of a tile keeps its id, further ones follow after the largest.</summary>
    public void Number()
    {
        int next = _order.Count == 0 ? 0 : _order.Max(c => c.Tile) + 1;
        foreach (var cost in _order)
        {
            int id = _costs.ContainsKey(cost.Tile) ? next++ : cost.Tile;
            string name = $"{ComputeUnits.Of(cost.Unit).Name}-{cost.Tile}";
            _costs.Add(id, new TileCost(id, name, cost.Unit, cost.Cycles, cost.Overlap));
            _ids.Add(cost, id);
        }
    }

    public int TileId(RecordedLine line) => _ids[(line.TileId, line.Unit, line.Cycles, line.Overlap)];

    public long BufferBytes(int id) => _buffers[id].Bytes;

    public void Emit(ITraceSink sink)
    {
        foreach ((int id, (long address, Int128 end, int bits)) in _tensors)
        {
            long bytes = checked((long)end);
            sink.Tensor(new TraceTensor(id, $"arg{id}", $"b{bits}", [bytes * 8 / bits], address, bytes));
        }
        foreach ((int id, (long bytes, BufferRole role)) in _buffers)
            sink.Buffer(new TraceBuffer(id, $"buffer{id}", bytes, role));
        foreach (TileCost cost in _costs.Values)
            sink.TileCost(cost);
    }

    private void AddDma(RecordedLine line)
    {
        long[] dims = line.Dims;
        long[] strides = line.Strides;
        if (dims.Length != strides.Length)
            throw new FormatException($"{dims.Length} dims but {strides.Length} strides");
        int size = line.Bits / 8;
        if (size == 0 || line.Bits % 8 != 0)
            throw new FormatException($"elem_bits {line.Bits} is not a multiple of 8");
        Int128 high = line.Offset;
        long elements = 1;
        for (int k = 0; k < dims.Length; k++)
        {
            high += Int128.Max(0, (Int128)(dims[k] - 1) * strides[k]);
            elements = checked(elements * dims[k]);
        }
        AddTensor(line, checked(line.Address - line.Offset * size), (high + 1) * size);
        Touch(line.Reads);
        Touch(line.Writes);
        foreach (int id in line.IsStore ? line.Reads : line.Writes)
            _buffers[id] = _buffers[id] with { Bytes = checked(elements * size) };
        if (!line.IsStore)
            SetRole(line.Writes, BufferRole.Load);
    }

    private void AddTensor(RecordedLine line, long address, Int128 end)
    {
        if (!_tensors.TryGetValue(line.Tensor, out var known))
            _tensors.Add(line.Tensor, (address, end, line.Bits));
        else if (known.Base != address)
            throw new FormatException($"addr and offset_elems put tensor {line.Tensor} at {address}, earlier lines at {known.Base}");
        else
            _tensors[line.Tensor] = known with { End = Int128.Max(known.End, end) };
    }

    private void AddCompute(RecordedLine line)
    {
        Touch(line.Reads);
        Touch(line.Writes);
        if (line.Unit == ComputeUnit.Preload)
            SetRole(line.Writes, BufferRole.Weights);
        else if (line.Unit == ComputeUnit.Matmul)
            SetRole(line.Writes, BufferRole.Accumulator);
        var cost = (line.TileId, line.Unit, line.Cycles, line.Overlap);
        if (!_order.Contains(cost))
            _order.Add(cost);
    }

    private void Touch(int[] ids)
    {
        foreach (int id in ids)
            _buffers.TryAdd(id, (0, BufferRole.Scratch));
    }

    private void SetRole(int[] ids, BufferRole role)
    {
        foreach (int id in ids)
        {
            // Weights win over accumulators, accumulators over loads: a biased accumulator is both loaded and added to.
            BufferRole old = _buffers[id].Role;
            bool stronger = old == BufferRole.Scratch || role == BufferRole.Weights
                || (role == BufferRole.Accumulator && old == BufferRole.Load);
            if (stronger)
                _buffers[id] = _buffers[id] with { Role = role };
        }
    }
}
