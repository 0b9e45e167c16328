namespace ActorSim.Frontend.Compiler.Tiling;

/// <summary>What tiles take in the scratchpad, and how extents are cut (PyTorchSim's frontend, 6.1 and 6.2).</summary>
public static class Footprint
{
    /// <summary>Elements in one lane of an m x n tile whose second axis is spread over the lanes; at least 2, for vector access.</summary>
    public static long PerLane(long m, long n, int lanes) => Math.Max(checked(m * CeilDiv(n, lanes)), 2);

    /// <summary>The extent rounded up to what the array takes: whole lanes if it is larger than the array, else multiples of 8.</summary>
    public static long Padded(long extent, int lanes) => RoundUp(extent, extent > lanes ? lanes : 8);

    /// <summary>Tile extents to try, ascending: the padded extent, or the lanes times every divisor of its number of lane blocks.</summary>
    public static IReadOnlyList<long> Candidates(long extent, long padded, int lanes) =>
        extent > lanes ? [.. Divisors(padded / lanes).Select(d => d * lanes)] : [padded];

    /// <summary>All divisors, ascending.</summary>
    public static IReadOnlyList<long> Divisors(long value)
    {
        var low = new List<long>();
        var high = new List<long>();
        for (long d = 1; d * d <= value; d++)
        {
            if (value % d != 0) continue;
            low.Add(d);
            if (d * d != value) high.Add(value / d);
        }

        high.Reverse();
        return [.. low, .. high];
    }

    public static long CeilDiv(long a, long b) => (a + b - 1) / b;

    public static long RoundUp(long a, long b) => checked(CeilDiv(a, b) * b);
}
