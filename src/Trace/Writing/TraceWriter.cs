using System.Buffers;
using ActorSim.Trace.Packing;
using ActorSim.Trace.Records;
using ActorSim.Trace.Validation;
using MessagePack;

namespace ActorSim.Trace.Writing;

/// <summary>
/// Writes a trace. Memory is that of the largest work-item. A file gets its name only when the trace is complete; disposing earlier
/// removes every byte of it. With validation (the default) a mistake of the producer is a <see cref="TraceException"/> at once.
/// </summary>
public sealed class TraceWriter : ITraceSink, IDisposable
{
    private const int FlushBytes = 48 * 1024;

    private readonly ByteBuffer _buffer = new();
    private readonly string _name;
    private readonly Stream? _stream;
    private readonly IBufferWriter<byte>? _output;
    private readonly TraceRules? _rules;
    private readonly Dictionary<int, long> _open = [];
    private OutputFile? _file;
    private bool _complete;
    private uint _crc;
    private long _kernels;
    private long _workItems;
    private long _records;
    private long _objectIndex;
    private int _flushedUpTo;

    /// <summary>Writes to a stream, which is left open.</summary>
    /// <param name="stream">Receives the bytes, in blocks.</param>
    /// <param name="name">For error messages.</param>
    /// <param name="validate">Refuse what a reader would refuse.</param>
    public TraceWriter(Stream stream, string name = "trace", bool validate = true)
        : this(name, validate) => _stream = stream;

    /// <summary>Writes to a buffer writer.</summary>
    public TraceWriter(IBufferWriter<byte> output, string name = "trace", bool validate = true)
        : this(name, validate) => _output = output;

    private TraceWriter(string name, bool validate)
    {
        _name = name;
        _rules = validate ? new TraceRules(name) : null;
    }

    /// <summary>Bytes of the trace so far, before compression.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>Records so far.</summary>
    public long Records => _records;

    /// <summary>Creates a file ("-" is standard output); a name that ends in ".gz" is compressed.</summary>
    public static TraceWriter Create(string path, bool validate = true)
    {
        var file = new OutputFile(path);
        return new TraceWriter(file.Stream, path, validate) { _file = file };
    }

    public void Header(TraceHeader header)
    {
        _rules?.Header(header, Place(-1));
        var w = new MessagePackWriter(_buffer);
        ObjectEncoder.Write(ref w, header);
        w.Flush();
        EndObject();
    }

    public void Tensor(TraceTensor tensor)
    {
        _rules?.Tensor(tensor, Place(-1));
        var w = new MessagePackWriter(_buffer);
        ObjectEncoder.Write(ref w, tensor);
        w.Flush();
        EndObject();
    }

    public void Buffer(TraceBuffer buffer)
    {
        _rules?.Buffer(buffer, Place(-1));
        var w = new MessagePackWriter(_buffer);
        ObjectEncoder.Write(ref w, buffer);
        w.Flush();
        EndObject();
    }

    public void TileCost(TileCost cost)
    {
        _rules?.TileCost(cost, Place(-1));
        var w = new MessagePackWriter(_buffer);
        ObjectEncoder.Write(ref w, cost);
        w.Flush();
        EndObject();
    }

    public void BeginKernel(TraceKernel kernel)
    {
        _rules?.BeginKernel(kernel, Place(-1));
        var w = new MessagePackWriter(_buffer);
        ObjectEncoder.Write(ref w, kernel);
        w.Flush();
        EndObject();
        _kernels++;
        _open[kernel.Id] = 0;
    }

    public void WorkItem(WorkItem item)
    {
        Copy(item);
        item.Return();
    }

    /// <summary>Writes a work-item that stays the caller's.</summary>
    public void Copy(WorkItem item)
    {
        _rules?.WorkItem(item, Place(_records));
        var w = new MessagePackWriter(_buffer);
        WorkItemEncoder.Write(ref w, item);
        w.Flush();
        EndObject();
        _workItems++;
        _records += item.Records.Length;
        if (_open.TryGetValue(item.KernelId, out long count))
            _open[item.KernelId] = count + 1;
    }

    public void EndKernel(int kernelId)
    {
        _open.Remove(kernelId, out long count);
        var end = new TraceKernelEnd(kernelId, count);
        _rules?.EndKernel(end, Place(-1));
        var w = new MessagePackWriter(_buffer);
        ObjectEncoder.Write(ref w, end);
        w.Flush();
        EndObject();
    }

    /// <summary>Writes the footer and, for a file, gives it its name. Nothing can be written after it.</summary>
    public void Complete()
    {
        var footer = new TraceFooter(_kernels, _workItems, _records, _crc);
        _rules?.Footer(footer, Place(-1));
        var w = new MessagePackWriter(_buffer);
        ObjectEncoder.Write(ref w, footer);
        w.Flush();
        EndObject();
        FlushBuffer();
        _stream?.Flush();
        _file?.Commit();
        _complete = true;
    }

    public void Dispose() => _file?.Dispose();

    private TracePlace Place(long record)
    {
        ObjectDisposedException.ThrowIf(_complete, this);
        return new TracePlace(_objectIndex, record, BytesWritten);
    }

    private void EndObject()
    {
        ReadOnlySpan<byte> bytes = _buffer.WrittenFrom(_flushedUpTo);
        _crc = Crc32C.Append(_crc, bytes);
        BytesWritten += bytes.Length;
        _flushedUpTo = _buffer.Count;
        _objectIndex++;
        if (_buffer.Count >= FlushBytes)
            FlushBuffer();
    }

    private void FlushBuffer()
    {
        try
        {
            _stream?.Write(_buffer.Written.Span);
            _output?.Write(_buffer.Written.Span);
        }
        catch (IOException e)
        {
            throw new TraceException(_name, _objectIndex, -1, BytesWritten, $"cannot write: {e.Message}", e);
        }
        _buffer.Clear();
        _flushedUpTo = 0;
    }
}
