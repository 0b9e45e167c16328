namespace ActorSim.Frontend.Generators;

/// <summary>Messages about option values.</summary>
internal static class OptionCheck
{
    public static void AtLeast(List<string> problems, string name, long value, long least)
    {
        if (value < least)
            problems.Add($"{name} {value}: must be {least} or more");
    }

    public static void AtMost(List<string> problems, string name, long value, long most)
    {
        if (value > most)
            problems.Add($"{name} {value}: must be {most} or less");
    }

    public static void ElementBits(List<string> problems, int bits)
    {
        if (bits is < 8 or > 64 || bits % 8 != 0)
            problems.Add($"ElementBits {bits}: must be a multiple of 8 in 8..64");
    }

    /// <summary>An element count whose bytes must fit 63 bits.</summary>
    public static void Product(List<string> problems, string name, params ReadOnlySpan<long> lengths)
    {
        Int128 product = 8;
        foreach (long length in lengths)
            product *= Math.Max(length, 1);
        if (product > long.MaxValue / 4)
            problems.Add($"{name}: {string.Join(" x ", lengths.ToArray())} elements do not fit the address space");
    }
}
