using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;
using ActorSim.Trace.Validation;

namespace ActorSim.Trace.Reading;

/// <summary>
/// Reads a trace object by object. Memory is that of the declarations, one work-item and a buffer, whatever the file's size. Anything
/// wrong is a <see cref="TraceException"/> with its place; after one the reader refuses to go on.
/// </summary>
/// <example>while (reader.Read()) switch (reader.Kind) { case TraceObjectKind.WorkItem: Use(reader.TakeWorkItem()); break; ... }</example>
public sealed class TraceReader : ITraceSource
{
    private readonly ByteWindow _window;
    private readonly Stream _stream;
    private readonly TraceLimits _limits;
    private readonly WorkItemPool _pool;
    private readonly WorkItemDecoder _items;
    private readonly TraceRules? _rules;
    private readonly bool _leaveOpen;
    private object? _current;
    private WorkItem? _item;
    private long _objectOffset;
    private uint _crcBefore;
    private bool _failed;

    /// <param name="stream">The trace, plain or gzip; only read forwards.</param>
    /// <param name="name">For error messages.</param>
    /// <param name="options">Null means the defaults.</param>
    /// <param name="leaveOpen">Keep the stream open when this is disposed.</param>
    public TraceReader(Stream stream, string name = "trace", TraceReaderOptions? options = null, bool leaveOpen = false)
        : this(stream, name, options ?? TraceReaderOptions.Default, leaveOpen, null)
    {
    }

    internal TraceReader(Stream stream, string name, TraceReaderOptions options, bool leaveOpen, TraceRules? rules)
    {
        _stream = stream;
        Name = name;
        _leaveOpen = leaveOpen;
        _limits = options.Limits;
        _pool = options.Pool ?? new WorkItemPool();
        _window = new ByteWindow(stream);
        _items = new WorkItemDecoder(_window, _limits);
        _rules = rules ?? (options.Validate ? new TraceRules(name, options.IsExcerpt) : null);
    }

    /// <summary>File name for error messages.</summary>
    public string Name { get; }

    /// <summary>Kind of the current object.</summary>
    public TraceObjectKind Kind { get; private set; } = TraceObjectKind.None;

    /// <summary>Position of the current object among the top-level objects, from 0.</summary>
    public long ObjectIndex { get; private set; } = -1;

    /// <summary>Offset of the current object in the uncompressed bytes.</summary>
    public long ByteOffset => _objectOffset;

    /// <summary>Records of all work-items before and in the current object.</summary>
    public long RecordsRead { get; private set; }

    public TraceHeader Header => Current<TraceHeader>();

    public TraceTensor Tensor => Current<TraceTensor>();

    public TraceBuffer Buffer => Current<TraceBuffer>();

    public TileCost TileCost => Current<TileCost>();

    public TraceKernel Kernel => Current<TraceKernel>();

    public TraceKernelEnd KernelEnd => Current<TraceKernelEnd>();

    public TraceFooter Footer => Current<TraceFooter>();

    /// <summary>The current work-item; the next <see cref="Read"/> returns it to the pool unless it was taken.</summary>
    public WorkItem WorkItem => _item ?? throw new InvalidOperationException($"The current object is not a work-item but {Kind}.");

    /// <summary>Opens a file; "-" is standard input.</summary>
    public static TraceReader Open(string path, TraceReaderOptions? options = null) =>
        new(OpenStream(path), path, options);

    /// <summary>Hands the current work-item over: the caller returns it to the pool.</summary>
    public WorkItem TakeWorkItem()
    {
        WorkItem item = WorkItem;
        _item = null;
        return item;
    }

    /// <summary>Goes to the next object; false after the footer, when the whole trace has been checked.</summary>
    public bool Read()
    {
        if (_failed)
            throw new InvalidOperationException($"{Name} was refused before; it cannot be read on.");
        try
        {
            return ReadObject();
        }
        catch (PackedDataException e)
        {
            throw Refuse(e.IsTruncated ? "the trace ends inside an object (truncated)" : e.Message, e.Offset, e);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw Refuse($"cannot read: {e.Message}", _window.Offset, e);
        }
        catch (TraceException)
        {
            Fail();
            throw;
        }
    }

    public void Dispose()
    {
        _item?.Return();
        _item = null;
        if (!_leaveOpen)
            _stream.Dispose();
    }

    internal static Stream OpenStream(string path)
    {
        if (path == "-")
            return Console.OpenStandardInput();
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TraceException(path, -1, -1, -1, $"cannot open: {IoReason.Of(e)}", e);
        }
    }

    private T Current<T>()
        where T : class =>
        _current as T ?? throw new InvalidOperationException($"The current object is not a {typeof(T).Name} but {Kind}.");

    private bool ReadObject()
    {
        _item?.Return();
        _item = null;
        bool ended = Kind == TraceObjectKind.Footer;
        if (_window.Count == 0 && !_window.Grow())
        {
            if (!ended && !(ObjectIndex >= 0 && Kind == TraceObjectKind.None))
                throw Refuse("the trace ends without a footer (truncated)", _window.Offset, null);
            Kind = TraceObjectKind.None;
            _current = null;
            return false;
        }
        if (ended)
            throw Refuse("bytes follow the footer", _window.Offset, null);
        _objectOffset = _window.Offset;
        _crcBefore = _window.Crc;
        ObjectIndex++;
        Kind = TraceObjectKind.None;
        _current = null;
        Decode();
        Check();
        return true;
    }

    private void Decode()
    {
        while (true)
        {
            var r = new PackedReader(_window.Bytes, _window.Offset);
            try
            {
                if (!DecodePlain(ref r))
                    break;
                _window.Consume(r.Consumed);
                return;
            }
            catch (PackedDataException e) when (e.IsTruncated)
            {
                // The object goes on behind the window: decode it again with more bytes, if there are any.
                if (_window.Count >= _limits.ObjectBytes)
                    throw new PackedDataException($"object is larger than {_limits.ObjectBytes} bytes", _objectOffset);
                if (!_window.Grow())
                    throw;
            }
        }
        WorkItem item = _pool.Rent();
        _item = item;
        _items.Decode(item);
        item.ByteOffset = _objectOffset;
        item.FirstRecordIndex = RecordsRead;
    }

    /// <summary>False if the object is a work-item, of which nothing was kept.</summary>
    private bool DecodePlain(ref PackedReader r)
    {
        int elements = r.ReadArrayHeader();
        FieldReader.Arity(ref r, elements, 1, "top-level object");
        long kind = r.ReadInt64();
        if (ObjectIndex == 0 && kind != (long)TraceObjectKind.Header)
            throw new PackedDataException("not a trace: the first object is not a header", _objectOffset);
        switch (kind)
        {
            case (long)TraceObjectKind.Header: _current = ObjectDecoder.Header(ref r, elements, _limits); break;
            case (long)TraceObjectKind.Tensor: _current = ObjectDecoder.Tensor(ref r, elements, _limits); break;
            case (long)TraceObjectKind.Buffer: _current = ObjectDecoder.Buffer(ref r, elements, _limits); break;
            case (long)TraceObjectKind.TileCost: _current = ObjectDecoder.TileCost(ref r, elements, _limits); break;
            case (long)TraceObjectKind.KernelBegin: _current = ObjectDecoder.KernelBegin(ref r, elements, _limits); break;
            case (long)TraceObjectKind.WorkItem: break;
            case (long)TraceObjectKind.KernelEnd: _current = ObjectDecoder.KernelEnd(ref r, elements); break;
            case (long)TraceObjectKind.Footer: _current = ObjectDecoder.Footer(ref r, elements); break;
            default: throw new PackedDataException($"object kind {kind} is unknown", _objectOffset);
        }
        Kind = (TraceObjectKind)kind;
        return Kind != TraceObjectKind.WorkItem;
    }

    private void Check()
    {
        var place = new TracePlace(ObjectIndex, -1, _objectOffset);
        switch (_current)
        {
            case TraceHeader header: _rules?.Header(header, place); break;
            case TraceTensor tensor: _rules?.Tensor(tensor, place); break;
            case TraceBuffer buffer: _rules?.Buffer(buffer, place); break;
            case TileCost cost: _rules?.TileCost(cost, place); break;
            case TraceKernel kernel: _rules?.BeginKernel(kernel, place); break;
            case TraceKernelEnd end: _rules?.EndKernel(end, place); break;
            case TraceFooter footer:
                _rules?.Footer(footer, place);
                if (footer.Crc32C != _crcBefore)
                {
                    string problem = $"CRC-32C is {_crcBefore:x8}, the footer states {footer.Crc32C:x8}: bytes were changed";
                    throw Refuse(problem, _objectOffset, null);
                }
                break;
            default:
                _rules?.WorkItem(_item!, place with { RecordIndex = RecordsRead });
                RecordsRead += _item!.Records.Length;
                break;
        }
    }

    private TraceException Refuse(string problem, long offset, Exception? inner)
    {
        long record = _item is null || _item.RecordOffsetPool.Count == 0 ? -1 : RecordsRead + _item.RecordPool.Count;
        Fail();
        return new TraceException(Name, ObjectIndex, record, offset, problem, inner);
    }

    private void Fail()
    {
        _failed = true;
        Kind = TraceObjectKind.None;
        _current = null;
        _item?.Return();
        _item = null;
    }
}
