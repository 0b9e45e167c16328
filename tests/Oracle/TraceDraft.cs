using ActorSim.Trace.Records;
using ActorSim.Trace.Writing;

namespace ActorSim.Tests.Oracle;

/// <summary>
/// A trace being made up. Declarations follow from the records: a buffer that no transfer touches has no scratchpad bytes, because the
/// reference model knows sizes from transfers alone; footprints are the sum of the sizes of the buffers that a work-item touches.
/// </summary>
public sealed class TraceDraft
{
    public const int Tensors = 4;
    public const long TensorBytes = 1 << 19;
    private readonly Dictionary<int, long> _bufferBytes = [];
    private readonly HashSet<int> _weights = [];
    private readonly List<(ComputeUnit Unit, long Cycles, long Overlap)> _costs = [];
    private readonly List<List<Action<WorkItemBuilder>>> _items = [];
    private readonly List<HashSet<int>> _touched = [];

    public int NextBuffer { get; private set; }

    public int Buffer(bool weights = false)
    {
        if (weights)
        {
            _weights.Add(NextBuffer);
        }

        return NextBuffer++;
    }

    public void BeginItem()
    {
        _items.Add([]);
        _touched.Add([]);
    }

    public void Dma(
        bool load, int tensor, long offset, long[] dims, long[] strides, int bits, bool async, int tag, int slot, int[] reads, int[] writes)
    {
        foreach (var b in load ? writes : reads)
        {
            _bufferBytes[b] = dims.Aggregate(bits / 8L, (x, y) => x * y);
        }

        var direction = load ? DmaDirection.Load : DmaDirection.Store;
        Add([.. reads, .. writes],
            b => b.AddDma(direction, new(tensor, offset, dims, strides, bits), new(tag, slot, async), reads, writes));
    }

    public void Compute(ComputeUnit unit, long cycles, long overlap, int[] reads, int[] writes)
    {
        var cost = (unit, cycles, overlap);
        var tile = _costs.IndexOf(cost);
        if (tile < 0)
        {
            tile = _costs.Count;
            _costs.Add(cost);
        }

        Add([.. reads, .. writes], b => b.AddCompute(tile, [], reads, writes));
    }

    public void Barrier(int tag, int slot, int[] writes) => Add(writes, b => b.AddBarrier(tag, slot, writes));

    public byte[] ToBytes()
    {
        var stream = new MemoryStream();
        using var writer = new TraceWriter(stream);
        writer.Header(new TraceHeader("actorsim tests", "generated", []));
        Declare(writer);
        writer.BeginKernel(new TraceKernel(0, "generated", [], 0));
        var builder = new WorkItemBuilder();
        for (var i = 0; i < _items.Count; i++)
        {
            builder.Begin(0, i, [], _touched[i].Sum(b => _bufferBytes.GetValueOrDefault(b)));
            _items[i].ForEach(add => add(builder));
            writer.WorkItem(builder.Build());
        }

        writer.EndKernel(0);
        writer.Complete();
        return stream.ToArray();
    }

    private void Declare(TraceWriter writer)
    {
        for (var t = 0; t < Tensors; t++)
        {
            writer.Tensor(new TraceTensor(t, $"t{t}", "u8", [TensorBytes], (t * (TensorBytes + 4096)) + (t * 40), TensorBytes));
        }

        for (var b = 0; b < NextBuffer; b++)
        {
            var role = _weights.Contains(b) ? BufferRole.Weights : BufferRole.Scratch;
            writer.Buffer(new TraceBuffer(b, $"b{b}", _bufferBytes.GetValueOrDefault(b), role));
        }

        for (var c = 0; c < _costs.Count; c++)
        {
            writer.TileCost(new TileCost(c, $"c{c}", _costs[c].Unit, _costs[c].Cycles, _costs[c].Overlap));
        }
    }

    private void Add(int[] buffers, Action<WorkItemBuilder> record)
    {
        _items[^1].Add(record);
        _touched[^1].UnionWith(buffers);
    }
}
