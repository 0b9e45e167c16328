using ActorSim.Trace;

namespace ActorSim.Actors.Core;

/// <summary>
/// The tables of one trace while it streams in: tensors, buffers and tile costs by id. The reading side appends, cores read entries of
/// work-items that came later; arrays are replaced when they grow, and never changed behind a reader's back.
/// </summary>
public sealed class TraceProgram(string name, int index)
{
    private TraceTensor?[] _tensors = new TraceTensor?[16];
    private long[] _bufferBytes = new long[16];
    private int[] _bufferVersions = new int[16];
    private TileCost?[] _costs = new TileCost?[16];

    /// <summary>File or request, for messages and reports.</summary>
    public string Name { get; } = name;

    /// <summary>Place among the run's traces.</summary>
    public int Index { get; } = index;

    /// <summary>One more than the highest buffer id.</summary>
    public int BufferCount { get; private set; }

    /// <summary>One more than the highest tensor id.</summary>
    public int TensorCount { get; private set; }

    public TraceTensor Tensor(int id) => _tensors[id]!;

    public TraceTensor? FindTensor(int id) => (uint)id < (uint)_tensors.Length ? _tensors[id] : null;

    /// <summary>Scratchpad bytes of a buffer; 0 for a virtual one.</summary>
    public long BufferBytes(int id) => _bufferBytes[id];

    /// <summary>Versions of a buffer that a work-item may hold at once; 0: any number.</summary>
    public int BufferVersions(int id) => _bufferVersions[id];

    /// <summary>Its work-items state what they hold at most, and every buffer bounds its versions (docs/scheduling.md).</summary>
    public bool IsBounded { get; private set; }

    public TileCost Cost(int tile) => _costs[tile]!;

    public void Add(TraceTensor tensor)
    {
        Place(ref _tensors, tensor.Id) = tensor;
        TensorCount = Math.Max(TensorCount, tensor.Id + 1);
    }

    public void Add(TraceBuffer buffer)
    {
        Place(ref _bufferBytes, buffer.Id) = buffer.Role == BufferRole.Weights ? 0 : buffer.Bytes;
        Place(ref _bufferVersions, buffer.Id) = buffer.Versions;
        IsBounded = buffer.Versions > 0 && (IsBounded || BufferCount == 0);
        BufferCount = Math.Max(BufferCount, buffer.Id + 1);
    }

    public void Add(TileCost cost) => Place(ref _costs, cost.Id) = cost;

    private static ref T Place<T>(ref T[] table, int id)
    {
        if (id >= table.Length)
        {
            var grown = new T[Math.Max(id + 1, table.Length * 2)];
            table.CopyTo(grown, 0);
            table = grown;
        }

        return ref table[id];
    }
}
