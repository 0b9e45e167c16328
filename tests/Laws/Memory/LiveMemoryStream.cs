namespace ActorSim.Tests.Laws;

/// <summary>A trace's bytes; measures the live memory of the process as it is read.</summary>
internal sealed class LiveMemoryStream(Stream inner, long measureEveryBytes) : Stream
{
    private long _read;
    private long _measured;

    /// <summary>Most bytes that were live at once, as far as measured.</summary>
    public long PeakBytes { get; private set; }

    public int Measured { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var count = inner.Read(buffer);
        _read += count;
        if (_read >= _measured + measureEveryBytes)
        {
            _measured = _read;
            PeakBytes = Math.Max(PeakBytes, GC.GetTotalMemory(forceFullCollection: true));
            Measured++;
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
