using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Generators;

/// <summary>What generators share while a trace is emitted: the sink, ids, addresses. Tensors of one name are one tensor.</summary>
public sealed class KernelScope
{
    private readonly ITraceSink _sink;
    private readonly GeneratedTraceOptions _options;
    private readonly Dictionary<string, TraceTensor> _tensors = new(StringComparer.Ordinal);
    private long _nextAddress;
    private int _nextBuffer;
    private int _nextTile;
    private int _nextKernel;
    private int _kernel = -1;
    private int _items;

    internal KernelScope(ITraceSink sink, GeneratedTraceOptions options)
    {
        _sink = sink;
        _options = options;
        _nextAddress = options.FirstAddress;
    }

    /// <summary>For the current work-item; begin and end it with <see cref="BeginWorkItem"/> and <see cref="EndWorkItem"/>.</summary>
    public WorkItemBuilder Records { get; } = new();

    /// <summary>Number of the next work-item of the current kernel.</summary>
    public int NextWorkItem => _items;

    /// <summary>Declares a tensor, or finds the one of that name, which must have the same shape and width.</summary>
    /// <returns>Its id.</returns>
    public int Tensor(string name, IReadOnlyList<long> shape, int elementBits)
    {
        string dtype = $"b{elementBits}";
        if (_tensors.TryGetValue(name, out TraceTensor? known))
        {
            if (known.DType == dtype && known.Shape.SequenceEqual(shape))
                return known.Id;
            throw new ArgumentException($"Tensor '{name}' is {dtype}[{string.Join(",", shape)}] in one kernel and "
                + $"{known.DType}[{string.Join(",", known.Shape)}] in another; give them different names.", nameof(name));
        }
        long bytes = elementBits / 8;
        foreach (long length in shape)
            bytes = checked(bytes * length);
        var tensor = new TraceTensor(_tensors.Count, name, dtype, shape, _nextAddress, bytes);
        _tensors.Add(name, tensor);
        long end = checked(_nextAddress + (_options.Spacing ?? bytes));
        _nextAddress = _options.Spacing is null ? checked((end + _options.Alignment - 1) / _options.Alignment * _options.Alignment) : end;
        _sink.Tensor(tensor);
        return tensor.Id;
    }

    /// <summary>Declares a buffer of this many bytes and returns its id.</summary>
    public int Buffer(string name, long bytes, BufferRole role)
    {
        _sink.Buffer(new TraceBuffer(_nextBuffer, name, bytes, role));
        return _nextBuffer++;
    }

    /// <summary>Declares a compute tile and returns its id.</summary>
    public int Tile(string name, ComputeUnit unit, long cycles, long overlapCycles)
    {
        _sink.TileCost(new TileCost(_nextTile, name, unit, cycles, overlapCycles));
        return _nextTile++;
    }

    public void BeginKernel(string name)
    {
        int[] dependsOn = _options.Sequential && _nextKernel > 0 ? [_nextKernel - 1] : [];
        _kernel = _nextKernel++;
        _items = 0;
        _sink.BeginKernel(new TraceKernel(_kernel, name, dependsOn, _options.Partition));
    }

    /// <summary>Starts the next work-item of the kernel.</summary>
    public void BeginWorkItem(ReadOnlySpan<long> parallelIndices, long spadBytes, ReadOnlySpan<int> dependsOn = default) =>
        Records.Begin(_kernel, _items, parallelIndices, spadBytes, dependsOn);

    public void EndWorkItem()
    {
        _items++;
        _sink.WorkItem(Records.Build());
    }

    public void EndKernel() => _sink.EndKernel(_kernel);
}
