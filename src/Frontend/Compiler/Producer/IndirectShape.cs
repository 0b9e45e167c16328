using ActorSim.Trace.Records;

namespace ActorSim.Frontend.Compiler.Producer;

/// <summary>
/// The record of an indirect transfer. A record has one axis with an offset for each index: where the offsets change along several axes
/// of the transfer, those become one axis of stride 0, whose offsets hold the strides too, with only the valid elements in it.
/// </summary>
internal sealed class IndirectShape
{
    private readonly long[]? _offsets;
    private readonly int _axis;
    private readonly long[] _low;
    private readonly long[] _high;
    private readonly bool _empty;

    private IndirectShape(long[] dims, long[] strides, int axis, long[]? offsets, long[] low, long[] high, bool empty)
    {
        (Dims, Strides, _axis, _offsets, _low, _high, _empty) = (dims, strides, axis, offsets, low, high, empty);
    }

    public long[] Dims { get; }

    public long[] Strides { get; }

    /// <summary>Elements that every index moves by, where the offset is the same for all.</summary>
    public long CommonOffset { get; private init; }

    public static IndirectShape Of(TransferSite site, OffsetValues values, long limit)
    {
        var varying = site.Plan.Varying;
        var scale = site.Plan.Transfer.Indirect!.OffsetStride;
        if (varying.IsEmpty) return Common(site, checked(scale * At(site, values, new long[site.Dims.Length], limit)));
        return varying.Length == 1 ? Along(site, varying[0], values, scale, limit) : Merged(site, values, scale, limit);
    }

    /// <param name="options">The transfer's own options for the current bounds.</param>
    public DmaOptionsSpec? Options(DmaOptionsSpec? options)
    {
        if (_offsets is null && !_empty && options?.ValidLow is null) return options;
        var boxed = options?.ValidLow is not null || _empty;
        return new DmaOptionsSpec
        {
            IndirectAxis = _axis,
            IndirectOffsets = _offsets,
            ValidLow = boxed ? _low : null,
            ValidHigh = boxed ? _high : null,
            Fill = boxed ? options?.Fill : null,
            Accumulate = options?.Accumulate ?? false,
        };
    }

    private static IndirectShape Common(TransferSite site, long offset) =>
        new(site.Dims, site.Strides, 0, null, [.. site.ValidLow], [.. site.ValidHigh], false) { CommonOffset = offset };

    private static IndirectShape Along(TransferSite site, int axis, OffsetValues values, long scale, long limit)
    {
        var offsets = new long[site.Dims[axis]];
        var index = new long[site.Dims.Length];
        for (var i = site.ValidLow[axis]; i < site.ValidHigh[axis]; i++)
        {
            index[axis] = i;
            offsets[i] = checked(scale * At(site, values, index, limit));
        }

        return new IndirectShape(site.Dims, site.Strides, axis, offsets, [.. site.ValidLow], [.. site.ValidHigh], false);
    }

    private static IndirectShape Merged(TransferSite site, OffsetValues values, long scale, long limit)
    {
        var varying = site.Plan.Varying;
        var rest = Enumerable.Range(0, site.Dims.Length).Where(k => !varying.Contains(k)).ToArray();
        var offsets = new List<long>();
        var index = new long[site.Dims.Length];
        long[] extents = [.. varying.Select(k => site.Dims[k])];
        var digits = new long[extents.Length];
        do
        {
            long offset = 0;
            var valid = true;
            for (var n = 0; n < digits.Length; n++)
            {
                var k = varying[n];
                index[k] = digits[n];
                offset = checked(offset + (digits[n] * site.Strides[k]));
                valid &= digits[n] >= site.ValidLow[k] && digits[n] < site.ValidHigh[k];
            }

            if (valid) offsets.Add(checked(offset + (scale * At(site, values, index, limit))));
        }
        while (OffsetValues.Next(digits, extents));
        var empty = offsets.Count == 0;
        if (empty) offsets.Add(0);
        return new IndirectShape(
            [offsets.Count, .. rest.Select(k => site.Dims[k])], [0, .. rest.Select(k => site.Strides[k])], 0, [.. offsets],
            [0, .. LowOf(site, rest)], [empty ? 0 : offsets.Count, .. HighOf(site, rest)], empty);
    }

    private static IEnumerable<long> LowOf(TransferSite site, int[] axes)
    {
        foreach (var k in axes) yield return site.ValidLow[k];
    }

    private static IEnumerable<long> HighOf(TransferSite site, int[] axes)
    {
        foreach (var k in axes) yield return site.ValidHigh[k];
    }

    private static long At(TransferSite site, OffsetValues values, long[] index, long limit)
    {
        var buffer = site.Plan.OffsetBuffer!;
        return values.At(buffer, OffsetValues.BufferElement(site, buffer.Shape, index), limit);
    }
}
