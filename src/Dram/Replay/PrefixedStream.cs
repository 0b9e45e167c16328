using System.Buffers.Binary;

namespace ActorSim.Dram.Replay;

/// <summary>
/// A packed stream of which some bytes have been read already: they come again first. It remembers its last bytes, in gzip the length of what
/// was packed (RFC 1952); the runtime looks at that only where a switch of the host says so.
/// </summary>
internal sealed class PrefixedStream(byte[] prefix, Stream rest) : Stream
{
    private readonly byte[] _tail = new byte[sizeof(uint)];
    private int _given;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the last four bytes are this length, modulo 2^32. To be asked at the end of what was packed.</summary>
    public bool EndsWithLength(long length)
    {
        // What follows has not been asked for yet.
        Span<byte> after = stackalloc byte[256];
        while (Read(after) > 0)
        {
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(_tail) == (uint)length;
    }

    public override int Read(Span<byte> buffer)
    {
        var count = _given == prefix.Length ? rest.Read(buffer) : Again(buffer);
        Remember(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int Again(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, prefix.Length - _given);
        prefix.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    private void Remember(ReadOnlySpan<byte> read)
    {
        var kept = Math.Max(0, _tail.Length - read.Length);
        _tail.AsSpan(_tail.Length - kept).CopyTo(_tail);
        read[^(_tail.Length - kept)..].CopyTo(_tail.AsSpan(kept));
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            rest.Dispose();
        }

        base.Dispose(disposing);
    }
}
