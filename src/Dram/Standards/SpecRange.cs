namespace ActorSim.Dram.Standards;

/// <summary>Range checks of specification values with one message form.</summary>
internal static class SpecRange
{
    public static int Check(string key, int value, int low, int high) =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(
                key, value, $"{key} = {value} must be in {low}..{high}; correct the DRAM configuration.");

    public static int PowerOfTwo(string key, int value, int high) =>
        value >= 1 && value <= high && (value & (value - 1)) == 0
            ? value
            : throw new ArgumentOutOfRangeException(
                key, value, $"{key} = {value} must be a power of two in 1..{high}; correct the DRAM configuration.");
}
