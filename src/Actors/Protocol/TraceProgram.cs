using ActorSim.Trace.Records;

namespace ActorSim.Actors.Protocol;

/// <summary>
/// The tables of one trace while it streams in: tensors, buffers and tile costs by id. The reading side appends, cores read entries of
/// work-items that came later; arrays are replaced when they grow, and never changed behind a reader's back. Memory follows the number
/// of declarations, whatever their ids.
/// </summary>
public sealed class TraceProgram(string name, int index)
{
    private readonly IdIndex _tensorPlaces = new();
    private readonly IdIndex _bufferPlaces = new();
    private readonly IdIndex _costPlaces = new();
    private TraceTensor?[] _tensors = new TraceTensor?[16];
    private TraceBuffer?[] _buffers = new TraceBuffer?[16];
    private TileCost?[] _costs = new TileCost?[16];

    /// <summary>File or request, for messages and reports.</summary>
    public string Name { get; } = name;

    /// <summary>Place among the run's traces.</summary>
    public int Index { get; } = index;

    /// <summary>Buffers declared so far.</summary>
    public int BufferCount => _bufferPlaces.Count;

    /// <summary>Tensors declared so far, by id.</summary>
    public IEnumerable<TraceTensor> Tensors => _tensors.Take(_tensorPlaces.Count).OfType<TraceTensor>().OrderBy(t => t.Id);

    public TraceTensor Tensor(int id) => _tensors[_tensorPlaces.Find(id)]!;

    /// <summary>Place of a declared buffer, 0 to <see cref="BufferCount"/> - 1.</summary>
    public int BufferPlace(int id) => _bufferPlaces.Find(id);

    public TraceBuffer Buffer(int id) => _buffers[_bufferPlaces.Find(id)]!;

    /// <summary>Scratchpad bytes of the buffer at this place; 0 for a virtual one.</summary>
    public long BufferBytes(int place) => _buffers[place] is { Role: not BufferRole.Weights } buffer ? buffer.Bytes : 0;

    /// <summary>Versions of the buffer at this place that a work-item may hold at once; 0: any number.</summary>
    public int BufferVersions(int place) => _buffers[place]!.Versions;

    /// <summary>Its work-items state what they hold at most, and every buffer bounds its versions (docs/scheduling.md).</summary>
    public bool IsBounded { get; private set; }

    public TileCost Cost(int tile) => _costs[_costPlaces.Find(tile)]!;

    public void Add(TraceTensor tensor) => Put(ref _tensors, _tensorPlaces, tensor.Id, tensor);

    public void Add(TraceBuffer buffer)
    {
        IsBounded = buffer.Versions > 0 && (IsBounded || BufferCount == 0);
        Put(ref _buffers, _bufferPlaces, buffer.Id, buffer);
    }

    public void Add(TileCost cost) => Put(ref _costs, _costPlaces, cost.Id, cost);

    // The value is in its table before its id can be found.
    private static void Put<T>(ref T[] table, IdIndex places, int id, T value)
    {
        var place = places.Find(id) is var known and >= 0 ? known : places.Count;
        if (place >= table.Length)
        {
            var grown = new T[table.Length * 2];
            table.CopyTo(grown, 0);
            table = grown;
        }

        table[place] = value;
        places.Add(id);
    }
}
