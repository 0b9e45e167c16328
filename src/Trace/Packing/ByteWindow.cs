namespace ActorSim.Trace.Packing;

/// <summary>
/// The part of a stream that is being decoded: a buffer that slides over it, unpacks gzip (recognised by its magic) and keeps the CRC
/// of what was consumed. It grows only when it is full of bytes that were really read.
/// </summary>
internal sealed class ByteWindow
{
    private const int InitialBytes = 128 * 1024;

    private byte[] _bytes = new byte[InitialBytes];
    private Stream _stream;
    private int _start;
    private int _end;
    private bool _begun;

    public ByteWindow(Stream stream) => _stream = stream;

    public ReadOnlyMemory<byte> Bytes => _bytes.AsMemory(_start, _end - _start);

    public int Count => _end - _start;

    /// <summary>Nothing will follow <see cref="Bytes"/>.</summary>
    public bool IsLast { get; private set; }

    /// <summary>Offset of the first byte of <see cref="Bytes"/> in the uncompressed stream.</summary>
    public long Offset { get; private set; }

    /// <summary>CRC-32C of everything consumed.</summary>
    public uint Crc { get; private set; }

    public void Consume(int count)
    {
        Crc = Crc32C.Append(Crc, _bytes.AsSpan(_start, count));
        _start += count;
        Offset += count;
    }

    /// <summary>Reads until there are <paramref name="count"/> bytes or no more.</summary>
    public void Want(int count)
    {
        while (Count < count && Grow())
        {
        }
    }

    /// <summary>Adds at least one byte, or returns false at the end of the stream.</summary>
    public bool Grow()
    {
        if (IsLast)
            return false;
        if (!_begun)
            _stream = GzipMagic.Unpack(_stream);
        _begun = true;
        if (_start > 0)
            Slide();
        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, checked(_bytes.Length * 2));
        int read = _stream.Read(_bytes, _end, _bytes.Length - _end);
        _end += read;
        IsLast = read == 0;
        return !IsLast;
    }

    private void Slide()
    {
        _bytes.AsSpan(_start, _end - _start).CopyTo(_bytes);
        _end -= _start;
        _start = 0;
    }
}
