using System.Buffers;

namespace ActorSim.Trace.Writing;

/// <summary>A buffer writer over one array that is emptied without giving its memory back.</summary>
internal sealed class ByteBuffer : IBufferWriter<byte>
{
    private byte[] _bytes = new byte[64 * 1024];

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Count);

    public ReadOnlySpan<byte> WrittenFrom(int start) => _bytes.AsSpan(start, Count - start);

    public void Clear() => Count = 0;

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Ensure(sizeHint);
        return _bytes.AsSpan(Count);
    }

    private void Ensure(int sizeHint)
    {
        if (_bytes.Length - Count < Math.Max(sizeHint, 1))
            Array.Resize(ref _bytes, Math.Max(checked(Count + sizeHint), checked(_bytes.Length * 2)));
    }
}
