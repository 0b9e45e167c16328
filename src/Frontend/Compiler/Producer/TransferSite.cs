using ActorSim.Frontend.Compiler.Ir;
using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>A transfer of one run: its plan and the numbers of the record that is being made.</summary>
internal sealed class TransferSite
{
    private readonly DmaOptionsSpec? _whole;
    private readonly DmaOptionsSpec _boxed;
    private readonly long[] _low;
    private readonly long[] _high;
    private readonly RowPadding? _padding;

    /// <param name="plan">What is the same every time.</param>
    /// <param name="sizes">Values of size variables, for the strides that depend on nothing else.</param>
    /// <param name="padding">How rows of the tensor lie; null: dense.</param>
    public TransferSite(TransferPlan plan, Func<Ir.Index.IndexVar, long> sizes, RowPadding? padding = null)
    {
        (Plan, _padding) = (plan, padding);
        Dims = [.. plan.Axes.Select(a => a.Extent)];
        (PaddedDims, PaddedStrides) = (new long[Dims.Length], new long[Dims.Length]);
        Strides = [.. plan.Axes.Select(a => a.DramStride.Variables().All(v => v.Kind == Ir.Index.IndexVarKind.Size) ? a.DramStride.Evaluate(sizes) : 0)];
        Low = new long[Dims.Length];
        High = [.. Dims];
        Origin = new long[plan.Buffer.Shape.Length];
        (_low, _high) = (new long[Dims.Length], new long[Dims.Length]);
        _whole = plan.Transfer.Accumulate ? new DmaOptionsSpec { Accumulate = true } : null;
        _boxed = new DmaOptionsSpec { ValidLow = _low, ValidHigh = _high, Fill = plan.Fill, Accumulate = plan.Transfer.Accumulate };
    }

    public TransferPlan Plan { get; }

    public long[] Dims { get; }

    /// <summary>DRAM strides in elements.</summary>
    public long[] Strides { get; }

    public bool IsPadded => _padding is not null;

    /// <summary>Dimensions of the record after <see cref="Pad"/>.</summary>
    public long[] PaddedDims { get; }

    /// <summary>Strides of the record after <see cref="Pad"/>.</summary>
    public long[] PaddedStrides { get; }

    /// <summary>First valid index of each axis, as computed; may lie outside the axis.</summary>
    public long[] Low { get; }

    /// <summary>First index behind the valid ones, likewise.</summary>
    public long[] High { get; }

    /// <summary>Start in the buffer; kept for indirect transfers and loads of offsets only.</summary>
    public long[] Origin { get; }

    /// <summary>The valid box in bounds, after <see cref="Options"/>.</summary>
    public ReadOnlySpan<long> ValidLow => _low;

    /// <summary>The valid box in bounds, after <see cref="Options"/>.</summary>
    public ReadOnlySpan<long> ValidHigh => _high;

    /// <summary>The options of the record for the current bounds; null when there are none. Reused by the next record.</summary>
    public DmaOptionsSpec? Options()
    {
        if (!Plan.HasBounds)
        {
            Dims.CopyTo(_high, 0);
            return _whole;
        }

        var whole = true;
        for (var k = 0; k < Dims.Length; k++)
        {
            _low[k] = Math.Clamp(Low[k], 0, Dims[k]);
            _high[k] = Math.Clamp(High[k], _low[k], Dims[k]);
            whole &= _low[k] == 0 && _high[k] == Dims[k];
        }

        return whole ? _whole : _boxed;
    }

    /// <summary>
    /// For the current bounds: sets <see cref="PaddedDims"/> and <see cref="PaddedStrides"/> to what moves with padded rows, and gives the
    /// place of the record's start and its options.
    /// </summary>
    public (long Offset, DmaOptionsSpec? Options) Pad(long offset)
    {
        Options();
        Dims.CopyTo(PaddedDims, 0);
        var first = offset;
        for (var k = 0; k < Dims.Length; k++) first = checked(first + _low[k] * Strides[k]);
        var start = _padding!.Place(first);
        var whole = true;
        for (var k = 0; k < Dims.Length; k++)
        {
            // Along a row: from the first element to behind the last, the padding of rows that it ends included.
            if (Strides[k] == 1 && _high[k] > _low[k])
            {
                var behind = first + _high[k] - _low[k];
                var padded = checked(_low[k] + _padding.Place(behind) - start);

                // A short tile at the end of a row is not given more padding than it has elements: its buffer has no room for that.
                _high[k] = _padding.IsInOneRow(first, behind) ? Math.Min(padded, Math.Max(2 * Dims[k], _high[k])) : padded;
                PaddedDims[k] = Math.Max(Dims[k], _high[k]);
            }

            PaddedStrides[k] = _padding.Step(Strides[k]);
            whole &= _low[k] == 0 && _high[k] == PaddedDims[k];
        }

        for (var k = 0; k < Dims.Length; k++) start = checked(start - _low[k] * PaddedStrides[k]);
        return (start, whole ? _whole : _boxed);
    }
}
