using System.Collections.Immutable;
using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Frontend.Diagnostics;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// The contents of the current work-item's buffers of offsets: what a load from given index data put there, else a fixed pattern. The
/// pattern is the same in every run: a hash of kernel, work-item, buffer and element, below the limit (0 where no limit is known).
/// </summary>
internal sealed class OffsetValues(Kernel kernel, int kernelId, ImmutableDictionary<int, long[]> data)
{
    private readonly long[]?[] _contents = new long[]?[kernel.Buffers.Length];
    private readonly bool[] _known = new bool[kernel.Buffers.Length];
    private long _workItem;

    /// <summary>Scratchpads start empty in every work-item.</summary>
    public void Begin(long workItem)
    {
        _workItem = workItem;
        Array.Clear(_known);
    }

    public void Forget(int buffer) => _known[buffer] = false;

    /// <summary>The offset value at an element of a buffer (row-major).</summary>
    public long At(SpadBuffer buffer, long element, long limit)
    {
        if (!_known[buffer.Id]) return Pattern(buffer.Id, element, limit);
        var value = _contents[buffer.Id]![element];
        if (limit > 0 && (value < 0 || value >= limit))
        {
            throw new CompileException(ProducerDiagnostics.IndexData, $"kernel '{kernel.Name}', work-item {_workItem}",
                $"index {value} (buffer '{buffer.Name}', element {element}) is outside 0..{limit - 1}");
        }

        return value;
    }

    /// <summary>Does a load from index data, if they are given.</summary>
    public void Capture(TransferSite site, long offset)
    {
        var buffer = site.Plan.Buffer;
        _known[buffer.Id] = data.TryGetValue(site.Plan.Transfer.Tensor, out var values);
        if (values is null) return;
        var contents = _contents[buffer.Id] ??= new long[buffer.Elements];
        var index = new long[site.Dims.Length];
        do
        {
            var (from, valid) = (offset, true);
            for (var k = 0; k < index.Length; k++)
            {
                from += index[k] * site.Strides[k];
                valid &= index[k] >= site.ValidLow[k] && index[k] < site.ValidHigh[k];
            }

            contents[BufferElement(site, buffer.Shape, index)] = valid ? Value(values, from) : (int)site.Plan.Transfer.Fill;
        }
        while (Next(index, site.Dims));
    }

    /// <summary>Row-major element of a buffer of this shape at an index of the transfer; axes of one element are everywhere the same.</summary>
    public static long BufferElement(TransferSite site, ImmutableArray<long> shape, ReadOnlySpan<long> index)
    {
        long element = 0;
        for (var a = 0; a < shape.Length; a++)
        {
            var at = site.Origin[a];
            for (var k = 0; k < index.Length; k++)
                if (site.Plan.Axes[k].BufferAxis == a) at += index[k] * site.Plan.Axes[k].BufferStep;
            element = (element * shape[a]) + (shape[a] == 1 ? 0 : at);
        }

        return element;
    }

    /// <summary>Goes to the next index in row-major order; false after the last.</summary>
    public static bool Next(Span<long> index, ReadOnlySpan<long> dims)
    {
        for (var k = dims.Length - 1; k >= 0; k--)
        {
            if (++index[k] < dims[k]) return true;
            index[k] = 0;
        }

        return false;
    }

    private long Value(long[] values, long at) => at >= 0 && at < values.Length
        ? values[at]
        : throw new CompileException(ProducerDiagnostics.IndexData, $"kernel '{kernel.Name}', work-item {_workItem}",
            $"element {at} of the index tensor is read, but the data given have {values.Length}");

    // SplitMix64's finalizer (Steele, Lea, Flood, OOPSLA 2014).
    private long Pattern(int buffer, long element, long limit)
    {
        if (limit <= 0) return 0;
        var z = unchecked((ulong)((((kernelId * 0x1F3L) + buffer) * 0x9E3779B1L) + (_workItem << 24) + element) * 0x9E3779B97F4A7C15UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return (long)((z ^ (z >> 31)) % (ulong)limit);
    }
}
