using ActorSim.Actors.Protocol;

namespace ActorSim.Actors.Dma;

/// <summary>
/// The requests of one DMA descriptor, as ascending runs of request numbers (address / request bytes) without repetition. An element
/// belongs to the request that holds its first byte. Reused from descriptor to descriptor.
/// </summary>
public sealed class RequestRuns
{
    private readonly long[] _dims = new long[4];
    private readonly long[] _strides = new long[4];
    private Run[] _runs = new Run[256];
    private int _rank;

    /// <summary>The runs, ascending and apart from each other.</summary>
    public ReadOnlySpan<Run> Runs => _runs.AsSpan(0, Count);

    public int Count { get; private set; }

    /// <summary>Requests in all runs.</summary>
    public long Total { get; private set; }

    /// <summary>The requests of a descriptor, in place of those of the one before.</summary>
    /// <param name="descriptor">What the transfer moves.</param>
    /// <param name="requestBytes">Bytes of one request.</param>
    public void Build(TransferDescriptor descriptor, int requestBytes)
    {
        if (descriptor.IndirectAxis == TransferDescriptor.NoAxis)
        {
            Build(descriptor.Start, descriptor.Dims, descriptor.Strides, descriptor.ElementBytes, requestBytes);
        }
        else
        {
            BuildIndirect(descriptor.Start, descriptor.Dims, descriptor.Strides, descriptor.IndirectAxis, descriptor.Offsets,
                descriptor.ElementBytes, requestBytes);
        }
    }

    /// <summary>Computes the runs of the elements base + sum i_k * stride_k, all in bytes.</summary>
    /// <param name="baseAddress">Byte address of the element with all indices 0.</param>
    /// <param name="dims">Elements per dimension, 1 to 4 of them; a 0 gives no request.</param>
    /// <param name="strides">Elements per step of each dimension; any sign.</param>
    /// <param name="elementBytes">Bytes of one element.</param>
    /// <param name="requestBytes">Bytes of one request.</param>
    public void Build(long baseAddress, ReadOnlySpan<long> dims, ReadOnlySpan<long> strides, int elementBytes, int requestBytes)
    {
        Clear();
        if (AppendBox(baseAddress, dims, strides, elementBytes, requestBytes))
        {
            CountRequests();
        }
        else
        {
            SortAndMerge();
        }
    }

    /// <summary>As <see cref="Build(long, ReadOnlySpan{long}, ReadOnlySpan{long}, int, int)"/>, with an extra element offset for every index along <paramref name="axis"/>.</summary>
    public void BuildIndirect(long baseAddress, ReadOnlySpan<long> dims, ReadOnlySpan<long> strides, int axis, ReadOnlySpan<long> offsets,
        int elementBytes, int requestBytes)
    {
        Clear();
        Span<long> rest = stackalloc long[4];
        dims.CopyTo(rest);
        rest[axis] = 1;
        for (var i = 0; i < dims[axis]; i++)
        {
            var start = baseAddress + (((i * strides[axis]) + offsets[i]) * elementBytes);
            AppendBox(start, rest[..dims.Length], strides, elementBytes, requestBytes);
        }

        SortAndMerge();
    }

    private void Clear()
    {
        Count = 0;
        Total = 0;
    }

    // True if the runs were appended in ascending order.
    private bool AppendBox(long baseAddress, ReadOnlySpan<long> dims, ReadOnlySpan<long> strides, int elementBytes, int requestBytes)
    {
        foreach (var d in dims)
        {
            if (d == 0)
            {
                return true;
            }
        }

        var start = Normalise(baseAddress, dims, strides, elementBytes);
        var ascending = IsAscending();
        AppendRows(start, requestBytes);
        return ascending;
    }

    // Drops dimensions that move nothing, makes strides positive and sorts them, smallest first.
    private long Normalise(long start, ReadOnlySpan<long> dims, ReadOnlySpan<long> strides, int elementBytes)
    {
        _rank = 0;
        for (var k = 0; k < dims.Length; k++)
        {
            var stride = strides[k] * elementBytes;
            if (dims[k] == 1 || stride == 0)
            {
                continue;
            }

            if (stride < 0)
            {
                start += (dims[k] - 1) * stride;
                stride = -stride;
            }

            var at = _rank++;
            for (; at > 0 && _strides[at - 1] > stride; at--)
            {
                _strides[at] = _strides[at - 1];
                _dims[at] = _dims[at - 1];
            }

            _strides[at] = stride;
            _dims[at] = dims[k];
        }

        while (_rank < 4)
        {
            _strides[_rank] = 0;
            _dims[_rank++] = 1;
        }

        return start;
    }

    // Each outer step goes beyond everything inside it. Unused outer dimensions have one index and cannot disturb.
    private bool IsAscending()
    {
        var span = 0L;
        for (var k = 0; k < 4; k++)
        {
            if (_dims[k] > 1 && _strides[k] < span)
            {
                return false;
            }

            span += (_dims[k] - 1) * _strides[k];
        }

        return true;
    }

    private void AppendRows(long start, int requestBytes)
    {
        var dense = _strides[0] <= requestBytes;
        var rowSpan = (_dims[0] - 1) * _strides[0];
        for (var a = 0L; a < _dims[3]; a++)
        {
            for (var b = 0L; b < _dims[2]; b++)
            {
                var row = start + (a * _strides[3]) + (b * _strides[2]);
                for (var c = 0L; c < _dims[1]; c++, row += _strides[1])
                {
                    if (dense)
                    {
                        Append(row / requestBytes, (row + rowSpan) / requestBytes);
                    }
                    else
                    {
                        AppendElements(row, requestBytes);
                    }
                }
            }
        }
    }

    private void AppendElements(long row, int requestBytes)
    {
        for (var d = 0L; d < _dims[0]; d++, row += _strides[0])
        {
            Append(row / requestBytes, row / requestBytes);
        }
    }

    private void Append(long first, long last)
    {
        // Touching runs of an ascending walk grow at once: a contiguous tile is one run, whatever its shape.
        if (Count > 0 && first >= _runs[Count - 1].First && first <= _runs[Count - 1].Last + 1)
        {
            _runs[Count - 1].Last = Math.Max(_runs[Count - 1].Last, last);
            return;
        }

        if (Count == _runs.Length)
        {
            Array.Resize(ref _runs, Count * 2);
        }

        _runs[Count++] = new Run { First = first, Last = last };
    }

    private void CountRequests()
    {
        foreach (ref readonly var run in Runs)
        {
            Total += run.Last - run.First + 1;
        }
    }

    private void SortAndMerge()
    {
        _runs.AsSpan(0, Count).Sort((x, y) => x.First.CompareTo(y.First));
        var kept = 0;
        for (var i = 1; i < Count; i++)
        {
            if (_runs[i].First <= _runs[kept].Last + 1)
            {
                _runs[kept].Last = Math.Max(_runs[kept].Last, _runs[i].Last);
            }
            else
            {
                _runs[++kept] = _runs[i];
            }
        }

        Count = Count == 0 ? 0 : kept + 1;
        CountRequests();
    }

    /// <summary>Request numbers <see cref="First"/> to <see cref="Last"/>, both included.</summary>
    public struct Run
    {
        public long First;
        public long Last;
    }
}
