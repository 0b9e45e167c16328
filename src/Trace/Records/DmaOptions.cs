using MessagePack;

namespace ActorSim.Trace.Records;

/// <summary>
/// View of the options of a Dma; valid as long as its work-item is not returned. Keys and meaning: docs/trace-format.md.
/// </summary>
public readonly ref struct DmaOptions
{
    private readonly WorkItem _item;
    private readonly DmaOptionsEntry _entry;

    internal DmaOptions(WorkItem item, scoped in DmaOptionsEntry entry)
    {
        _item = item;
        _entry = entry;
    }

    /// <summary>Each index along <see cref="IndirectAxis"/> has its own extra element offset.</summary>
    public bool HasIndirect => _entry.HasIndirect;

    /// <summary>Dimension 0..rank-1 that <see cref="IndirectOffsets"/> belongs to.</summary>
    public int IndirectAxis => _entry.IndirectAxis;

    /// <summary>Extra offset in elements for every index along the axis.</summary>
    public ReadOnlySpan<long> IndirectOffsets => _entry.HasIndirect ? _item.Longs(_entry.IndirectStart, _entry.IndirectCount) : default;

    /// <summary>Only elements with low &lt;= index &lt; high in every dimension touch memory.</summary>
    public bool HasValidBox => _entry.HasBox;

    /// <summary>First valid index per dimension.</summary>
    public ReadOnlySpan<long> ValidLow => _entry.HasBox ? _item.Longs(_entry.LowStart, _entry.BoxRank) : default;

    /// <summary>One past the last valid index per dimension.</summary>
    public ReadOnlySpan<long> ValidHigh => _entry.HasBox ? _item.Longs(_entry.HighStart, _entry.BoxRank) : default;

    public bool HasFill => _entry.HasFill;

    /// <summary>What a load puts where the box is not valid: one MessagePack number.</summary>
    public ReadOnlySpan<byte> Fill => _entry.HasFill ? _item.Bytes(_entry.FillStart, _entry.FillLength) : default;

    /// <summary>The transfer adds to what its destination holds.</summary>
    public bool Accumulate => _entry.Accumulate;

    /// <summary>Number of keys that this version does not know.</summary>
    public int OtherCount => _entry.OtherCount;

    /// <summary>The unknown keys and values one after the other, as MessagePack.</summary>
    public ReadOnlySpan<byte> Other => _item.Bytes(_entry.OtherStart, _entry.OtherLength);

    /// <summary>Writes the map, known keys first.</summary>
    internal void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader((HasIndirect ? 1 : 0) + (HasValidBox ? 2 : 0) + (HasFill ? 1 : 0) + (Accumulate ? 1 : 0) + OtherCount);
        if (HasIndirect)
        {
            writer.WriteString(DmaOptionKeys.Indirect);
            writer.WriteArrayHeader(2);
            writer.Write(IndirectAxis);
            WriteLongs(ref writer, IndirectOffsets);
        }
        if (HasValidBox)
        {
            writer.WriteString(DmaOptionKeys.Low);
            WriteLongs(ref writer, ValidLow);
            writer.WriteString(DmaOptionKeys.High);
            WriteLongs(ref writer, ValidHigh);
        }
        if (HasFill)
        {
            writer.WriteString(DmaOptionKeys.Fill);
            writer.WriteRaw(Fill);
        }
        if (Accumulate)
        {
            writer.WriteString(DmaOptionKeys.Accumulate);
            writer.Write(true);
        }
        writer.WriteRaw(Other);
    }

    private static void WriteLongs(ref MessagePackWriter writer, scoped ReadOnlySpan<long> values)
    {
        writer.WriteArrayHeader(values.Length);
        foreach (long value in values)
            writer.Write(value);
    }
}
