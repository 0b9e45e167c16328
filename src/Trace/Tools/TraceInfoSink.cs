using ActorSim.Trace.Records;
using ActorSim.Trace.Validation;

namespace ActorSim.Trace.Tools;

/// <summary>Sums up a trace as it passes by.</summary>
internal sealed class TraceInfoSink(int requestBytes) : ITraceSink
{
    private readonly CountingSink _counts = new();
    private readonly RequestCounter _requests = new(requestBytes);
    private readonly IdTable<Sums> _tensors = new();
    private readonly List<Sums> _tensorOrder = [];
    private readonly IdTable<TileCost> _costs = new();
    private readonly long[] _operations = new long[4];
    private readonly long[] _cycles = new long[4];
    private readonly long[] _occupancy = new long[4];
    private TraceHeader? _header;
    private long _spad;

    public void Header(TraceHeader header) => _header = header;

    public void Tensor(TraceTensor tensor)
    {
        _counts.Tensor(tensor);
        var sums = new Sums(tensor);
        _tensors.TryAdd(tensor.Id, sums);
        _tensorOrder.Add(sums);
    }

    public void Buffer(TraceBuffer buffer) => _counts.Buffer(buffer);

    public void TileCost(TileCost cost)
    {
        _counts.TileCost(cost);
        _costs.TryAdd(cost.Id, cost);
    }

    public void BeginKernel(TraceKernel kernel) => _counts.BeginKernel(kernel);

    public void WorkItem(WorkItem item)
    {
        _spad = Math.Max(_spad, item.SpadBytes);
        foreach (ref readonly TraceRecord record in item.Records)
        {
            if (record.Kind == RecordKind.Dma)
                Dma(item, in record);
            else if (record.Kind == RecordKind.Compute)
                Compute(_costs.Find(record.TileId)!);
        }
        _counts.WorkItem(item);
    }

    public void EndKernel(int kernelId) => _counts.EndKernel(kernelId);

    public void Complete() => _counts.Complete();

    public TraceInfo Result()
    {
        var traffic = _tensorOrder.ConvertAll(s => new TensorTraffic(s.Tensor, s.Loaded, s.Stored, s.Requests));
        var work = new List<UnitWork>();
        for (int unit = 0; unit < _operations.Length; unit++)
            work.Add(new UnitWork(ComputeUnits.All[unit].Unit, _operations[unit], _cycles[unit], _occupancy[unit]));
        return new TraceInfo(_header!, _counts, traffic, work, _spad, requestBytes, traffic.Sum(t => t.Requests));
    }

    private void Dma(WorkItem item, in TraceRecord record)
    {
        Sums sums = _tensors.Find(record.TensorId)!;
        long elements = 1;
        DmaOptions options = item.Options(in record);
        ReadOnlySpan<long> dims = item.Dims(in record);
        for (int k = 0; k < dims.Length; k++)
            elements *= options.HasValidBox ? options.ValidHigh[k] - options.ValidLow[k] : dims[k];
        if (record.IsLoad)
            sums.Loaded += elements * record.ElementBytes;
        else
            sums.Stored += elements * record.ElementBytes;
        sums.Requests += _requests.Count(item, in record, sums.Tensor);
    }

    private void Compute(TileCost cost)
    {
        _operations[(int)cost.Unit]++;
        _cycles[(int)cost.Unit] += cost.Cycles;
        _occupancy[(int)cost.Unit] += cost.Cycles - cost.OverlapCycles;
    }

    private sealed class Sums(TraceTensor tensor)
    {
        public TraceTensor Tensor { get; } = tensor;

        public long Loaded { get; set; }

        public long Stored { get; set; }

        public long Requests { get; set; }
    }
}
