using System.Runtime.CompilerServices;

namespace ActorSim.Kernel.Model;

/// <summary>A clock of one domain: edge k is at k * <see cref="PeriodTicks"/>. Cycles are integers of this clock.</summary>
public sealed class Clock
{
    internal Clock(string name, long hz, long periodTicks)
    {
        Name = name;
        Hz = hz;
        PeriodTicks = periodTicks;
    }

    public string Name { get; }

    /// <summary>Frequency in Hz.</summary>
    public long Hz { get; }

    /// <summary>Ticks between two edges.</summary>
    public long PeriodTicks { get; }

    /// <summary>Time of edge <paramref name="cycle"/>; <see cref="long.MaxValue"/> cycles are <see cref="SimTime.Never"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public SimTime At(long cycle) => cycle > long.MaxValue / PeriodTicks ? SimTime.Never : new SimTime(cycle * PeriodTicks);

    /// <summary>The first edge at or after <paramref name="time"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long FirstAtOrAfter(SimTime time) => time.IsNever ? long.MaxValue : CeilingDivide(time.Ticks, PeriodTicks);

    /// <summary>The first edge strictly after <paramref name="time"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long FirstAfter(SimTime time) => time.IsNever ? long.MaxValue : (time.Ticks / PeriodTicks) + 1;

    /// <summary>The last edge at or before <paramref name="time"/>.</summary>
    public long LastAtOrBefore(SimTime time) => time.IsNever ? long.MaxValue : time.Ticks / PeriodTicks;

    private static long CeilingDivide(long value, long divisor) => (value + divisor - 1) / divisor;
}
