namespace ActorSim.Trace.Records;

/// <summary>Keys of a Dma's options map that version 1 knows.</summary>
internal static class DmaOptionKeys
{
    public static ReadOnlySpan<byte> Indirect => "indirect"u8;

    public static ReadOnlySpan<byte> Low => "low"u8;

    public static ReadOnlySpan<byte> High => "high"u8;

    public static ReadOnlySpan<byte> Fill => "fill"u8;

    public static ReadOnlySpan<byte> Accumulate => "accumulate"u8;
}
