using ActorSim.Trace.Records;

namespace ActorSim.Trace.Validation;

/// <summary>Rules of the known keys of a Dma's options.</summary>
internal static class DmaOptionRules
{
    /// <summary>What is wrong with the options of a Dma with these dimensions, or null.</summary>
    public static string? Problem(DmaOptions options, ReadOnlySpan<long> dims) =>
        IndirectProblem(options, dims) ?? BoxProblem(options, dims);

    private static string? IndirectProblem(DmaOptions options, ReadOnlySpan<long> dims)
    {
        if (!options.HasIndirect)
            return null;
        if ((uint)options.IndirectAxis >= (uint)dims.Length)
            return $"option 'indirect' names axis {options.IndirectAxis} of {dims.Length} dimensions";
        int count = options.IndirectOffsets.Length;
        return count == dims[options.IndirectAxis]
            ? null
            : $"option 'indirect' has {count} offsets for a dimension of {dims[options.IndirectAxis]}";
    }

    private static string? BoxProblem(DmaOptions options, ReadOnlySpan<long> dims)
    {
        if (!options.HasValidBox)
            return options.HasFill ? "option 'fill' needs 'low' and 'high'" : null;
        if (options.ValidLow.Length != dims.Length)
            return $"options 'low' and 'high' have {options.ValidLow.Length} entries for {dims.Length} dimensions";
        for (int k = 0; k < dims.Length; k++)
        {
            long low = options.ValidLow[k];
            long high = options.ValidHigh[k];
            if (low < 0 || high > dims[k] || low > high)
                return $"valid box {low}..{high} of dimension {k} is not inside 0..{dims[k]}";
        }
        return null;
    }
}
