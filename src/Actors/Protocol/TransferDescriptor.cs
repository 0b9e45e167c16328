namespace ActorSim.Actors.Protocol;

/// <summary>What a transfer moves: the elements start + sum i_k * stride_k, or the same with an extra offset for every index along one axis. Plain
/// data, filled anew for each transfer.</summary>
public sealed class TransferDescriptor
{
    /// <summary>Stands for no axis.</summary>
    public const int NoAxis = -1;

    private readonly long[] _dims = new long[4];
    private readonly long[] _strides = new long[4];
    private long[] _offsets = [];
    private int _offsetCount;
    private int _rank;

    /// <summary>Byte address of the element with all indices 0.</summary>
    public long Start { get; private set; }

    /// <summary>Bytes of one element.</summary>
    public int ElementBytes { get; private set; }

    /// <summary>Axis that has offsets; -1 for none.</summary>
    public int IndirectAxis { get; private set; } = NoAxis;

    /// <summary>Elements per dimension, 1 to 4 of them.</summary>
    public ReadOnlySpan<long> Dims => _dims.AsSpan(0, _rank);

    /// <summary>Elements per step of each dimension; any sign.</summary>
    public ReadOnlySpan<long> Strides => _strides.AsSpan(0, _rank);

    /// <summary>Extra element offset of each index along <see cref="IndirectAxis"/>.</summary>
    public ReadOnlySpan<long> Offsets => _offsets.AsSpan(0, _offsetCount);

    /// <summary>A box of elements.</summary>
    /// <param name="start">Byte address of the element with all indices 0.</param>
    /// <param name="dims">Elements per dimension, 1 to 4 of them; a 0 moves nothing.</param>
    /// <param name="strides">Elements per step of each dimension; any sign.</param>
    /// <param name="elementBytes">Bytes of one element.</param>
    public void SetBox(long start, ReadOnlySpan<long> dims, ReadOnlySpan<long> strides, int elementBytes)
    {
        Start = start;
        ElementBytes = elementBytes;
        _rank = dims.Length;
        dims.CopyTo(_dims);
        strides.CopyTo(_strides);
        IndirectAxis = NoAxis;
        _offsetCount = 0;
    }

    /// <summary>Adds an offset to every index along <paramref name="axis"/> of the box.</summary>
    public void SetIndirect(int axis, ReadOnlySpan<long> offsets)
    {
        IndirectAxis = axis;
        _offsetCount = offsets.Length;
        if (_offsets.Length < offsets.Length)
        {
            _offsets = new long[offsets.Length];
        }

        offsets.CopyTo(_offsets);
    }
}
