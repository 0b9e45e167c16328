using ActorSim.Trace.Records;

namespace ActorSim.Tests.Oracle;

/// <summary>
/// Small valid traces from a seed: synchronous and asynchronous loads, several barriers on one load, accumulators, vector operations in
/// place and not, preloads with one to three matmuls, stores, every rank, zero and negative strides. Matmuls and what seeds their
/// accumulators read only what was loaded, so no trace blocks itself on weight slots; on a small scratchpad it may.
/// Buffer sizes follow the reference model: each buffer has the size of its last transfer in the trace, and 0 if it has none.
/// </summary>
public sealed class RandomTraceGenerator
{
    private const int Tensors = 4;
    private const long TensorBytes = 64 * 1024;
    private const int FirstAccumulator = 4;
    private const int FirstScratch = 6;
    private const int FirstWeights = 9;
    private const int Buffers = 11;
    private const int VectorTiles = 3;
    private const int PreloadTiles = 2;
    private const int MatmulTiles = 2;

    private readonly Random _random;
    private readonly RandomTraceOptions _options;
    private readonly long[] _sizes = new long[Buffers];
    private readonly List<List<PlannedRecord>> _items = [];
    private readonly List<(int Tag, int Slot, int Buffer)> _asynchronous = [];
    private int _requests;

    /// <summary>Plans the whole trace at once.</summary>
    public RandomTraceGenerator(int seed, RandomTraceOptions? options = null)
    {
        Seed = seed;
        _random = new Random(seed);
        _options = options ?? new RandomTraceOptions();
        int items = _random.Next(1, _options.MaxWorkItems + 1);
        for (int i = 0; i < items; i++)
            PlanItem(_options.MaxRequests * (i + 1) / items);
    }

    public int Seed { get; }

    public int WorkItems => _items.Count;

    /// <summary>A scratchpad in KiB that this trace cannot fill even if nothing is ever freed.</summary>
    public int SafeSpadKb => (int)(_items.Sum(item => item.Sum(Charge)) / 1024) + 1;

    /// <summary>A scratchpad in KiB of half the bytes of the largest work-item: runs on it stall, and some freeze.</summary>
    public int TightSpadKb => (int)(_items.Max(item => item.Sum(Charge)) / 2048) + 1;

    public void Emit(ITraceSink sink)
    {
        sink.Header(new TraceHeader("random trace generator", $"seed{Seed}"));
        for (int t = 0; t < Tensors; t++)
            sink.Tensor(new TraceTensor(t, $"t{t}", "b8", [TensorBytes], (t + 1L) * (1 << 20) + 8 * t, TensorBytes));
        for (int b = 0; b < Buffers; b++)
            sink.Buffer(new TraceBuffer(b, $"b{b}", _sizes[b], Role(b)));
        EmitCosts(sink);
        sink.BeginKernel(new TraceKernel(0, "random", [], 0));
        var builder = new WorkItemBuilder();
        for (int i = 0; i < _items.Count; i++)
        {
            var touched = new SortedSet<int>(_items[i].SelectMany(r => r.Reads.Concat(r.Writes)));
            builder.Begin(0, i, [], touched.Sum(b => _sizes[b]));
            foreach (PlannedRecord record in _items[i])
                record.AddTo(builder);
            sink.WorkItem(builder.Build());
        }
        sink.EndKernel(0);
        sink.Complete();
    }

    private static BufferRole Role(int buffer) => buffer switch
    {
        >= FirstWeights => BufferRole.Weights,
        >= FirstScratch => BufferRole.Scratch,
        >= FirstAccumulator => BufferRole.Accumulator,
        _ => BufferRole.Load,
    };

    private long Charge(PlannedRecord record) => record.Kind switch
    {
        RecordKind.Dma => record.Direction == DmaDirection.Load ? record.Bytes : 0,
        RecordKind.Compute => record.Writes.Sum(b => _sizes[b]),
        _ => 0,
    };

    private void EmitCosts(ITraceSink sink)
    {
        var costs = new Random(Seed ^ 0x5eed);
        int id = 0;
        for (int i = 0; i < VectorTiles; i++)
            sink.TileCost(Cost(id++, ComputeUnit.Vector, costs.Next(1, 80), 0));
        for (int i = 0; i < PreloadTiles; i++)
        {
            int cycles = costs.Next(1, 60);
            sink.TileCost(Cost(id++, ComputeUnit.Preload, cycles, costs.Next(cycles + 1)));
        }
        for (int i = 0; i < MatmulTiles; i++)
        {
            int cycles = costs.Next(2, 150);
            sink.TileCost(Cost(id++, ComputeUnit.Matmul, cycles, costs.Next(cycles)));
        }
    }

    private static TileCost Cost(int id, ComputeUnit unit, int cycles, int overlap) => new(id, $"{unit}{id}", unit, cycles, overlap);

    private void PlanItem(int requestLimit)
    {
        var item = new List<PlannedRecord>();
        _items.Add(item);
        _asynchronous.Clear();
        int records = _random.Next(3, _options.MaxRecordsPerWorkItem - 3);
        while (item.Count < records)
        {
            switch (_random.Next(10))
            {
                case 0 or 1: Load(item, true, requestLimit); break;
                case 2: Load(item, false, requestLimit); break;
                case 3 or 4: Barrier(item); break;
                case 5: Store(item, requestLimit); break;
                case 6 or 7: Vector(item); break;
                default: Systolic(item); break;
            }
        }
    }

    private void Load(List<PlannedRecord> item, bool isAsync, int requestLimit)
    {
        int buffer = _random.Next(FirstAccumulator);
        int[] reads = _random.Next(8) == 0 ? [_random.Next(FirstWeights)] : [];
        PlannedRecord load = Transfer(DmaDirection.Load, reads, [buffer]) with
        {
            IsAsync = isAsync,
            Tag = _random.Next(3),
            Slot = _random.Next(4),
        };
        if (!Fits(load, requestLimit))
            return;
        _sizes[buffer] = load.Bytes;
        item.Add(load);
        if (isAsync)
            _asynchronous.Add((load.Tag, load.Slot, buffer));
    }

    private void Store(List<PlannedRecord> item, int requestLimit)
    {
        int buffer = _random.Next(FirstWeights);
        PlannedRecord store = Transfer(DmaDirection.Store, [buffer], []) with { Tag = 5 };
        if (!Fits(store, requestLimit))
            return;
        _sizes[buffer] = store.Bytes;
        item.Add(store);
    }

    private void Barrier(List<PlannedRecord> item)
    {
        if (_asynchronous.Count == 0)
            return;
        (int tag, int slot, int buffer) = _asynchronous[_random.Next(_asynchronous.Count)];
        item.Add(new PlannedRecord { Kind = RecordKind.MemoryBarrier, Tag = tag, Slot = slot, Writes = [buffer] });
    }

    private void Vector(List<PlannedRecord> item)
    {
        int target = _random.Next(FirstAccumulator, FirstWeights);
        bool seeds = target < FirstScratch;
        // What seeds an accumulator must not wait for other matmuls, or matmuls would wait for each other across weight slots.
        int readable = seeds ? FirstAccumulator : FirstWeights;
        int[] reads = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => _random.Next(readable)).Distinct()];
        int[] writes = _random.Next(5) == 0 ? [] : [target];
        if (!seeds && writes.Length > 0 && _random.Next(4) == 0 && !reads.Contains(target))
            reads = [.. reads, target];
        item.Add(new PlannedRecord { Kind = RecordKind.Compute, Id = _random.Next(VectorTiles), Reads = reads, Writes = writes });
    }

    /// <summary>A preload and its matmuls, with now and then something in between.</summary>
    private void Systolic(List<PlannedRecord> item)
    {
        int weights = _random.Next(FirstWeights, Buffers);
        item.Add(new PlannedRecord
        {
            Kind = RecordKind.Compute,
            Id = VectorTiles + _random.Next(PreloadTiles),
            Reads = [_random.Next(FirstAccumulator)],
            Writes = [weights],
        });
        int matmuls = _random.Next(1, 4);
        for (int i = 0; i < matmuls; i++)
        {
            if (_random.Next(3) == 0)
                Barrier(item);
            int accumulator = _random.Next(FirstAccumulator, FirstScratch);
            item.Add(new PlannedRecord
            {
                Kind = RecordKind.Compute,
                Id = VectorTiles + PreloadTiles + _random.Next(MatmulTiles),
                Reads = [_random.Next(FirstAccumulator), accumulator, weights],
                Writes = [accumulator],
            });
        }
    }

    private PlannedRecord Transfer(DmaDirection direction, int[] reads, int[] writes)
    {
        int bits = 8 << _random.Next(4);
        int rank = _random.Next(1, 5);
        var dims = new long[rank];
        var strides = new long[rank];
        Array.Fill(dims, 1);
        dims[^1] = _random.Next(1, 65);
        strides[^1] = _random.Next(5) switch { 0 => 0, 1 => -1, 2 => _random.Next(2, 9), _ => 1 };
        for (int k = 0; k < rank - 1; k++)
        {
            dims[k] = _random.Next(1, 5);
            strides[k] = _random.Next(6) == 0 ? 0 : _random.Next(-100, 101);
        }
        long low = 0;
        long high = 0;
        for (int k = 0; k < rank; k++)
        {
            low += Math.Min(0, (dims[k] - 1) * strides[k]);
            high += Math.Max(0, (dims[k] - 1) * strides[k]);
        }
        long elements = TensorBytes * 8 / bits;
        return new PlannedRecord
        {
            Kind = RecordKind.Dma,
            Direction = direction,
            Id = _random.Next(Tensors),
            Bits = bits,
            Dims = dims,
            Strides = strides,
            Offset = _random.NextInt64(-low, elements - high),
            Reads = reads,
            Writes = writes,
        };
    }

    /// <summary>Counts the record's requests against the limit so far; an upper bound is enough.</summary>
    private bool Fits(PlannedRecord record, int limit)
    {
        long bound = record.Dims[..^1].Aggregate(1L, (a, b) => a * b) * RowRequests(record);
        if (_requests + bound > limit)
            return false;
        _requests += (int)bound;
        return true;
    }

    private long RowRequests(PlannedRecord record)
    {
        long length = record.Dims[^1];
        return Math.Min(length, ((length - 1) * Math.Abs(record.Strides[^1]) * (record.Bits / 8) / _options.RequestBytes) + 2);
    }
}
