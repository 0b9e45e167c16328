using System.Buffers.Binary;
using System.IO.Compression;

namespace ActorSim.Trace.Packing;

/// <summary>
/// Unpacks gzip and refuses what ends before the length that it states (RFC 1952), of which the runtime takes notice only where a switch of the
/// host says so. For formats that have no end of their own.
/// </summary>
internal sealed class WholeGzipStream : ReadOnlyStream
{
    private readonly TailStream _packed;
    private readonly GZipStream _unpacked;
    private long _length;

    public WholeGzipStream(Stream packed)
    {
        _packed = new TailStream(packed);
        _unpacked = new GZipStream(_packed, CompressionMode.Decompress);
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _unpacked.Read(buffer);
        _length += count;
        if (count == 0 && !buffer.IsEmpty && _packed.LastFour() != (uint)_length)
            throw new InvalidDataException("the gzip data end before they say they do, or have several members; pack the file again as one");
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>Remembers the last bytes that were read.</summary>
    private sealed class TailStream(Stream inner) : ReadOnlyStream
    {
        private readonly byte[] _tail = new byte[sizeof(uint)];

        public override int Read(Span<byte> buffer)
        {
            int count = inner.Read(buffer);
            int kept = Math.Max(0, _tail.Length - count);
            _tail.AsSpan(_tail.Length - kept).CopyTo(_tail);
            buffer[..count][^(_tail.Length - kept)..].CopyTo(_tail.AsSpan(kept));
            return count;
        }

        /// <summary>At the end of what was packed; what follows it is read first.</summary>
        public uint LastFour()
        {
            Span<byte> after = stackalloc byte[256];
            while (Read(after) > 0)
            {
            }
            return BinaryPrimitives.ReadUInt32LittleEndian(_tail);
        }
    }
}
