using ActorSim.Trace;

namespace ActorSim.Frontend.Producer;

/// <summary>A transfer of one run: its plan and the numbers of the record that is being made.</summary>
internal sealed class TransferSite
{
    private readonly DmaOptionsSpec? _whole;
    private readonly DmaOptionsSpec _boxed;
    private readonly long[] _low;
    private readonly long[] _high;

    /// <param name="plan">What is the same every time.</param>
    /// <param name="sizes">Values of size variables, for the strides that depend on nothing else.</param>
    public TransferSite(TransferPlan plan, Func<Ir.Index.IndexVar, long> sizes)
    {
        Plan = plan;
        Dims = [.. plan.Axes.Select(a => a.Extent)];
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
}
