namespace ActorSim.Frontend.Onnx.Graph;

/// <summary>Where the elements of a tensor are. Elements are packed, row-major, little-endian, two 4-bit elements in a byte.</summary>
public abstract record TensorContent
{
    /// <summary>False for weights that are not stored: timing needs shapes only.</summary>
    public virtual bool IsStored => true;

    /// <summary>
    /// The elements; reads the file if they are outside. Throws <see cref="IOException"/> or <see cref="InvalidOperationException"/>.
    /// </summary>
    public abstract ReadOnlyMemory<byte> Load();

    /// <summary>No data at all.</summary>
    public sealed record Absent : TensorContent
    {
        public override bool IsStored => false;

        public override ReadOnlyMemory<byte> Load() =>
            throw new InvalidOperationException(
                "the weights of this tensor are not stored; give a model with weights, or ask for timing only");
    }

    /// <summary>In memory.</summary>
    public sealed record Inline(ReadOnlyMemory<byte> Data) : TensorContent
    {
        public override ReadOnlyMemory<byte> Load() => Data;
    }

    /// <summary>Texts, one for each element; they have no bytes.</summary>
    public sealed record Strings(IReadOnlyList<string> Elements) : TensorContent
    {
        public override ReadOnlyMemory<byte> Load() => throw new InvalidOperationException("a tensor of strings has no bytes");
    }

    /// <summary>In another file, read when asked for.</summary>
    public sealed record External(string Path, long Offset, long Length) : TensorContent
    {
        public override ReadOnlyMemory<byte> Load()
        {
            using var file = File.OpenHandle(Path);
            if (Offset + Length > RandomAccess.GetLength(file))
            {
                throw new IOException($"{Path}: {Length} bytes at {Offset} are past the end; the file changed since the model was read");
            }

            var data = new byte[Length];
            for (var read = 0; read < data.Length;)
            {
                var got = RandomAccess.Read(file, data.AsSpan(read), Offset + read);
                read += got > 0 ? got : throw new IOException($"{Path}: ends at byte {Offset + read}");
            }

            return data;
        }
    }
}
