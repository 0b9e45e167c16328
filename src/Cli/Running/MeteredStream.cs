namespace ActorSim.Cli.Running;

/// <summary>A stream that tells any thread how much of it has been read.</summary>
internal sealed class MeteredStream(Stream inner) : ReadOnlyStream
{
    private long _bytesRead;

    public long BytesRead => Volatile.Read(ref _bytesRead);

    /// <summary>Length of the whole stream; null if it cannot be known.</summary>
    public long? TotalBytes { get; } = inner.CanSeek ? inner.Length : null;

    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        Volatile.Write(ref _bytesRead, _bytesRead + read);
        return read;
    }
}
