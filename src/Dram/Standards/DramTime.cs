using System.Globalization;

namespace ActorSim.Dram.Standards;

/// <summary>
/// A timing: its value in clock cycles, and the nanoseconds that it was rounded up from where the standard gives a time (else 0).
/// A plain number is cycles.
/// </summary>
public readonly record struct DramTime(int Cycles, decimal Nanoseconds = 0)
{
    /// <summary>The greater of a number of cycles and of a time, in cycles of <paramref name="tckPs"/> picoseconds, rounded up.</summary>
    public static DramTime AtLeast(int cycles, decimal nanoseconds, int tckPs) =>
        new(Math.Max(cycles, (int)Math.Ceiling(nanoseconds * 1000 / tckPs)), nanoseconds);

    /// <summary>A time in cycles of <paramref name="tckPs"/> picoseconds, rounded up.</summary>
    public static DramTime Ns(decimal nanoseconds, int tckPs) => AtLeast(1, nanoseconds, tckPs);

    public static implicit operator DramTime(int cycles) => new(cycles);

    public static implicit operator int(DramTime time) => time.Cycles;

    /// <summary>Cycles, and the time they stand for if there is one.</summary>
    public override string ToString() => Nanoseconds == 0
        ? Cycles.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Cycles} ({Nanoseconds} ns)");

    internal DramTime Checked(string key, int low, int high)
    {
        SpecRange.Check(key, Cycles, low, high);
        return this;
    }
}
